import { Drawer, ErrorState, Facts, formatCount, Id, Section, Skeleton, Time } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { GrantSummary } from '../../grants/grant-summary.js';
import { PageLink } from '../../lib/page-link.js';
import { useRead } from '../../rpc/hooks.js';
import { ROOT_KEY_PAGE_WORDS as WORDS } from '../../strings/root-keys.js';
import { MaskedKey, StateBadge } from './columns.js';
import type { RootKey } from './root-key.js';
import { RootKeyActs } from './root-key-acts.js';
import { countCalls, stateOf } from './state.js';

interface RootKeyDrawerProps {
  /** `undefined`: it is closed. */
  readonly keyId: string | undefined;
  readonly onClose: () => void;
}

export function RootKeyDrawer({ keyId, onClose }: RootKeyDrawerProps): ReactNode {
  const rootKey = useRead(
    'rootKeys.getKey',
    { keyId: keyId ?? '' },
    { enabled: keyId !== undefined },
  );
  const { data, problem } = rootKey;
  return (
    <Drawer
      actions={data && <RootKeyActs rootKey={data} />}
      onClose={onClose}
      open={keyId !== undefined}
      title={data?.name ?? WORDS.noName}
    >
      {problem && <ErrorState onRetry={() => void rootKey.refetch()} problem={problem} />}
      {data === undefined ? (
        !problem && <Skeleton lines={6} />
      ) : (
        <div className="flex flex-col gap-5">
          <RootKeyFacts rootKey={data} />
          <CallsOf keyId={data.keyId} />
          <GrantSummary grants={data.permissions} />
        </div>
      )}
    </Drawer>
  );
}

function RootKeyFacts({ rootKey }: { readonly rootKey: RootKey }): ReactNode {
  const { keyId, start, end, createdAt, lastUsedAt, expires } = rootKey;
  const words = WORDS.drawer;
  const isActive = stateOf(rootKey, Date.now()) === 'active';
  return (
    <Facts
      facts={[
        { name: words.id, value: <Id id={keyId} /> },
        { name: words.key, value: <MaskedKey end={end} start={start} /> },
        {
          name: words.status,
          value: isActive ? words.active : <StateBadge rootKey={rootKey} />,
        },
        { name: words.created, value: <Time value={createdAt} /> },
        {
          name: words.lastUsed,
          value: lastUsedAt === 0 ? WORDS.neverUsed : <Time value={lastUsedAt} />,
        },
        { name: words.expires, value: expires === null ? WORDS.never : <Time value={expires} /> },
      ]}
    />
  );
}

function CallsOf({ keyId }: { readonly keyId: string }): ReactNode {
  const requests = useRead('analytics.requests', { rootKeyIds: [keyId], limit: 100 });
  // A person without this right, or a service that logs nothing: then there is nothing to say.
  if (requests.data === undefined) return null;
  const { items } = requests.data;
  const from = [...new Set(items.flatMap(({ ip }) => ip ?? []))].slice(0, 5);
  return (
    <Section summary={WORDS.drawer.callsHint} title={WORDS.drawer.calls}>
      {items.length === 0 && <p className="text-sm text-quiet">{WORDS.drawer.noCalls}</p>}
      <ul className="text-sm">
        {countCalls(items).map(({ path, count, failed }) => (
          <li className="flex justify-between gap-3" key={path}>
            <span className="mono min-w-0 truncate">{path.replace('/v2/', '')}</span>
            <span className="tabular shrink-0">
              {formatCount(count)}
              {failed > 0 && (
                <span className="text-danger"> ({WORDS.drawer.failed(formatCount(failed))})</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {from.length > 0 && (
        <p className="mt-2 text-sm">
          <span className="text-quiet">{WORDS.drawer.from} </span>
          <span className="mono">{from.join(', ')}</span>
        </p>
      )}
      <p className="mt-2 flex gap-4 text-sm">
        <PageLink page="requests" search={{ root: [keyId] }}>
          {WORDS.drawer.all}
        </PageLink>
        <PageLink page="audit" search={{ actor: [keyId] }}>
          {WORDS.drawer.changes}
        </PageLink>
      </p>
    </Section>
  );
}
