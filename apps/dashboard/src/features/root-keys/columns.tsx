import { Badge, type Column, Time } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { GRANT_WORDS } from '../../strings/grants.js';
import { ROOT_KEY_PAGE_WORDS as WORDS } from '../../strings/root-keys.js';
import type { RootKey } from './root-key.js';
import { stateOf } from './state.js';

export const ROOT_KEY_COLUMNS: readonly Column<RootKey>[] = [
  {
    id: 'name',
    header: WORDS.columns.name,
    width: 'minmax(180px, 2fr)',
    sortable: true,
    cell: (rootKey) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate font-medium">{rootKey.name ?? WORDS.noName}</span>
        <StateBadge rootKey={rootKey} />
      </span>
    ),
  },
  {
    id: 'key',
    header: WORDS.columns.key,
    width: 'minmax(150px, 1fr)',
    cell: ({ start, end }) => <MaskedKey end={end} start={start} />,
  },
  {
    id: 'permissions',
    header: WORDS.columns.permissions,
    width: '130px',
    cell: ({ permissions }) => GRANT_WORDS.chosen(permissions.length),
  },
  {
    id: 'lastUsedAt',
    header: WORDS.columns.lastUsed,
    width: '140px',
    cell: ({ lastUsedAt }) =>
      lastUsedAt === 0 ? (
        <span className="text-quiet">{WORDS.neverUsed}</span>
      ) : (
        <Time value={lastUsedAt} />
      ),
  },
  {
    id: 'createdAt',
    header: WORDS.columns.created,
    width: '140px',
    sortable: true,
    hideOnCard: true,
    cell: ({ createdAt }) => <Time value={createdAt} />,
  },
  {
    id: 'expires',
    header: WORDS.columns.expires,
    width: '140px',
    cell: ({ expires }) =>
      expires === null ? (
        <span className="text-quiet">{WORDS.never}</span>
      ) : (
        <Time value={expires} />
      ),
  },
];

export function MaskedKey({
  start,
  end,
}: {
  readonly start: string;
  readonly end: string;
}): ReactNode {
  return (
    <span className="mono">
      {start}…{end}
    </span>
  );
}

export function StateBadge({ rootKey }: { readonly rootKey: RootKey }): ReactNode {
  const state = stateOf(rootKey, Date.now());
  if (state === 'active') return null;
  return <Badge kind={state === 'unused' ? 'warn' : 'neutral'}>{WORDS[state]}</Badge>;
}
