import { formatCount, Section, Skeleton } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { PageLink } from '../../lib/page-link.js';
import { useRead } from '../../rpc/hooks.js';
import { OVERVIEW_WORDS as WORDS } from '../../strings/overview.js';

interface TopUsersProps {
  readonly span: { readonly from: number; readonly to: number };
}

export function TopUsers({ span }: TopUsersProps): ReactNode {
  const users = useRead(
    'analytics.top',
    { ...span, by: 'identity', top: 6 },
    { keepPrevious: true },
  );
  const items = users.data?.items.filter(({ group }) => group !== '') ?? [];
  const most = Math.max(1, ...items.map(({ verifications }) => verifications));
  return (
    <Section framed title={WORDS.topUsers}>
      {users.data === undefined ? (
        <Skeleton lines={4} />
      ) : items.length === 0 ? (
        <p className="text-sm text-quiet">{WORDS.noUsers}</p>
      ) : (
        <ul className="flex flex-col gap-1.5 text-sm">
          {items.slice(0, 5).map(({ group, verifications }) => (
            <li className="flex items-center gap-3" key={group}>
              <PageLink
                page="analytics"
                className="w-2/5 min-w-0 truncate text-accent hover:underline"
                search={{ ...span, owner: [group] }}
                title={group}
              >
                {group}
              </PageLink>
              <span aria-hidden="true" className="h-2 min-w-0 flex-1">
                <span
                  className="block h-2 rounded-sm bg-accent"
                  style={{ width: `${(100 * verifications) / most}%` }}
                />
              </span>
              <span className="tabular shrink-0">{formatCount(verifications)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
