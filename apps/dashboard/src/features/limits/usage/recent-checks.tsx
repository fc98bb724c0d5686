import {
  Badge,
  type Column,
  Count,
  DataTable,
  EmptyState,
  OutcomeBadge,
  Section,
  Time,
} from '@unlatch/ui';
import type { ReactNode } from 'react';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useRead } from '../../../rpc/hooks.js';
import { LIMIT_WORDS } from '../../../strings/limits.js';
import { spanOf } from '../../../usage/range.js';
import { readUsageSearch } from '../search.js';
import { useNamespaceOfPage } from '../use-namespace.js';
import { type RecentCheck, readRecentChecks, recentChecksQuery } from './recent.js';

const WORDS = LIMIT_WORDS.recent;

/** Single checks are in the analytics engine alone: the sums of the database know none. */
export function RecentChecks({ everyMs }: { readonly everyMs: number | false }): ReactNode {
  const { data: status } = useRead('analytics.status', {});
  return (
    <Section title={WORDS.title}>
      {status?.engine === 'on' ? (
        <CheckTable everyMs={everyMs} />
      ) : (
        <p className="text-sm text-quiet">
          {status && (status.engine === 'off' ? WORDS.needsEngine : WORDS.away)}
        </p>
      )}
    </Section>
  );
}

function CheckTable({ everyMs }: { readonly everyMs: number | false }): ReactNode {
  const { id } = useNamespaceOfPage();
  const [search] = usePageSearch(readUsageSearch);
  const { from, to } = spanOf(search, Date.now());
  const query = recentChecksQuery({ namespaceId: id, identifier: search.identifier, from, to });
  const recent = useRead('analytics.getRatelimits', { query }, { keepPrevious: true, everyMs });
  return (
    <DataTable
      columns={COLUMNS}
      empty={<EmptyState icon="limit" title={WORDS.empty} />}
      isLoading={recent.isPending && recent.problem === undefined}
      label={WORDS.title}
      onRetry={() => void recent.refetch()}
      problem={recent.problem}
      rowId={({ key }) => key}
      rows={readRecentChecks(recent.data ?? [])}
    />
  );
}

const COLUMNS: readonly Column<RecentCheck>[] = [
  { id: 'time', header: WORDS.time, width: '130px', cell: ({ time }) => <Time value={time} /> },
  {
    id: 'identifier',
    header: WORDS.identifier,
    width: 'minmax(160px, 2fr)',
    cell: ({ identifier }) => (
      <span className="mono" title={identifier}>
        {identifier}
      </span>
    ),
  },
  {
    id: 'outcome',
    header: WORDS.outcome,
    width: '140px',
    cell: ({ passed }) => <OutcomeBadge outcome={passed ? 'VALID' : 'RATE_LIMITED'} />,
  },
  {
    id: 'cost',
    header: LIMIT_WORDS.usage.cost,
    width: '80px',
    align: 'right',
    cell: ({ cost }) => <Count value={cost} />,
  },
  {
    id: 'override',
    header: WORDS.override,
    width: '110px',
    cell: ({ overrideId }) =>
      overrideId === '' ? '–' : <Badge title={overrideId}>{WORDS.override}</Badge>,
  },
  {
    id: 'requestId',
    header: WORDS.requestId,
    width: 'minmax(120px, 1fr)',
    hideOnCard: true,
    cell: ({ requestId }) => <span className="mono">{requestId}</span>,
  },
];
