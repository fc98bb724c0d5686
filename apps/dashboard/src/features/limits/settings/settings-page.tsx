import { useNavigate } from '@tanstack/react-router';
import { Button, ConfirmDialog, Facts, formatCount, Id, Section, Time } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay, useWorkspace } from '../../../app/session.js';
import { useDelayedDelete } from '../../../app/use-delayed-delete.js';
import { useRead } from '../../../rpc/hooks.js';
import { LIMIT_WORDS } from '../../../strings/limits.js';
import { useChecksOfLastHour } from '../use-checks-of-last-hour.js';
import { useNamespaceOfPage } from '../use-namespace.js';

const WORDS = LIMIT_WORDS.settings;

export function NamespaceSettingsPage(): ReactNode {
  const { id, name, createdAt } = useNamespaceOfPage();
  const may = useMay('ratelimit.delete_namespace', id);
  const [asks, setAsks] = useState(false);
  const facts = [
    {
      name: WORDS.name,
      value: (
        <>
          <span className="mono break-all">{name}</span>
          <div className="text-xs text-quiet">{WORDS.nameNote}</div>
        </>
      ),
    },
    { name: WORDS.id, value: <Id id={id} /> },
    { name: WORDS.created, value: <Time format="absolute" value={createdAt} /> },
  ];
  return (
    <div className="flex max-w-content min-w-0 flex-col gap-5">
      <Section framed title={WORDS.facts}>
        <Facts facts={facts} />
      </Section>
      <Section framed summary={WORDS.removeSummary} title={WORDS.remove}>
        <Button blocked={may.blocked} kind="danger" onClick={() => setAsks(true)}>
          {WORDS.remove}
        </Button>
      </Section>
      {asks && <RemoveDialog onClose={() => setAsks(false)} />}
    </div>
  );
}

function RemoveDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { id, name } = useNamespaceOfPage();
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const checks = useChecksOfLastHour();
  const { data } = useRead('ratelimit.listOverrides', { namespace: id, limit: 1, count: true });
  const remove = useDelayedDelete('ratelimit.deleteNamespace', [
    'ratelimit.listNamespaces',
    'ratelimit.getNamespace',
  ]);
  const overrides = data?.total;
  return (
    <ConfirmDialog
      confirmLabel={WORDS.remove}
      onClose={onClose}
      onConfirm={() => {
        remove({ namespace: id }, WORDS.what(name));
        void navigate({ to: '/w/$workspace/limits', params: { workspace: slug } });
      }}
      open
      title={WORDS.title(name)}
      typed={name}
    >
      <p className="mb-2">
        {WORDS.effect(
          checks === undefined ? '…' : formatCount(checks),
          overrides === undefined
            ? '…'
            : `${formatCount(overrides.count)}${overrides.isExact ? '' : '+'}`,
        )}
      </p>
      <p>{WORDS.final}</p>
    </ConfirmDialog>
  );
}
