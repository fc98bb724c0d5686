import {
  Badge,
  Button,
  DataTable,
  EmptyState,
  Page,
  PageHeader,
  Time,
  useToast,
} from '@unlatch/ui';
import { type ReactNode, useMemo } from 'react';
import type { DataOf } from '../../rpc/call.js';
import { useChange, useRead } from '../../rpc/hooks.js';
import { ACCOUNT } from '../../strings/account.js';
import { describeBrowser } from './describe-browser.js';

type Session = DataOf<'account.listSessions'>['sessions'][number];

export function SessionsPage(): ReactNode {
  const { data, isPending, problem, refetch } = useRead('account.listSessions', {});
  const toast = useToast();
  const endAll = useChange('account.revokeOtherSessions', {
    invalidates: ['account.listSessions'],
    onDone: () => toast.show({ text: ACCOUNT.allEnded }),
    onFailed: ({ detail }) => toast.show({ kind: 'failed', text: detail }),
  });
  const columns = useMemo(() => columnsOf(), []);
  const sessions = data?.sessions ?? [];
  return (
    <Page>
      <PageHeader
        actions={
          <Button
            busy={endAll.isRunning && ACCOUNT.ending}
            disabled={sessions.length < 2}
            onClick={() => endAll.run({})}
          >
            {ACCOUNT.endAll}
          </Button>
        }
        summary={ACCOUNT.sessionsSummary}
        title={ACCOUNT.sessions}
      />
      <DataTable
        actionsWidth="72px"
        columns={columns}
        empty={<EmptyState title={ACCOUNT.sessions} />}
        isLoading={isPending}
        label={ACCOUNT.sessions}
        onRetry={() => void refetch()}
        problem={problem}
        rowActions={(session) => <EndButton session={session} />}
        rowId={({ id }) => id}
        rows={sessions}
      />
    </Page>
  );
}

function columnsOf() {
  return [
    {
      id: 'browser',
      header: ACCOUNT.browser,
      width: 'minmax(180px, 2fr)',
      cell: ({ userAgent, isCurrent }: Session) => (
        <span className="inline-flex items-center gap-2" title={userAgent ?? undefined}>
          {describeBrowser(userAgent) ?? ACCOUNT.unknown}
          {isCurrent && <Badge kind="accent">{ACCOUNT.current}</Badge>}
        </span>
      ),
    },
    {
      id: 'ip',
      header: ACCOUNT.address,
      width: 'minmax(120px, 1fr)',
      cell: ({ ip }: Session) => <span className="mono">{ip ?? ACCOUNT.unknown}</span>,
    },
    {
      id: 'createdAt',
      header: ACCOUNT.since,
      cell: ({ createdAt }: Session) => <Time value={createdAt} />,
    },
    {
      id: 'seenAt',
      header: ACCOUNT.seen,
      cell: ({ seenAt }: Session) => <Time value={seenAt} />,
    },
  ] as const;
}

function EndButton({ session: { id, isCurrent } }: { readonly session: Session }): ReactNode {
  const toast = useToast();
  const end = useChange('account.revokeSession', {
    invalidates: ['account.listSessions'],
    onDone: () => toast.show({ text: ACCOUNT.ended }),
    onFailed: ({ detail }) => toast.show({ kind: 'failed', text: detail }),
  });
  if (isCurrent) return null;
  return (
    <Button
      busy={end.isRunning && ACCOUNT.ending}
      className="-mr-2 h-7"
      kind="quiet"
      onClick={() => end.run({ sessionId: id })}
    >
      {ACCOUNT.endShort}
    </Button>
  );
}
