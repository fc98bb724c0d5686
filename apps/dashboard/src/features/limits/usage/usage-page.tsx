import { ErrorState, FilterBar, formatCount, formatShare, SearchField, Switch } from '@unlatch/ui';
import { BarChart } from '@unlatch/ui/charts';
import type { ReactNode } from 'react';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useRead } from '../../../rpc/hooks.js';
import { LIMIT_WORDS } from '../../../strings/limits.js';
import { Figure, Figures } from '../../../usage/figure.js';
import { endsNow, spanOf } from '../../../usage/range.js';
import { RangePicker } from '../../../usage/range-picker.js';
import { toBuckets } from '../../../usage/series.js';
import { SourceNote } from '../../../usage/source-note.js';
import { type Checks, checksOf } from '../checks.js';
import { readUsageSearch } from '../search.js';
import { useNamespaceOfPage } from '../use-namespace.js';
import { RecentChecks } from './recent-checks.js';
import { TopIdentifiers } from './top-identifiers.js';

const WORDS = LIMIT_WORDS.usage;

/** An hour has 720 of these: a workspace may send the analytics engine 1,000 queries in one. */
const LIVE_MS = 5000;
const EMPTY = { buckets: [], to: 0, series: [], missing: [] } as const;

export function NamespaceUsagePage(): ReactNode {
  const namespace = useNamespaceOfPage();
  const [search, setSearch] = usePageSearch(readUsageSearch);
  const { identifier, live } = search;
  const body = {
    ...spanOf(search, Date.now()),
    namespaceIds: [namespace.id],
    identifiers: identifier === undefined ? undefined : [identifier],
    groupBy: 'passed',
  } as const;
  const options = { keepPrevious: true, everyMs: live ? LIVE_MS : false } as const;
  const checks = useRead('analytics.limitSeries', body, options);
  const cost = useRead('analytics.limitSeries', { ...body, metric: 'cost' }, options);
  const chart = {
    isLastPartial: endsNow(search),
    onSelectRange: (range: { from: number; to: number }) =>
      setSearch({ range: undefined, ...range }),
  };
  if (checks.problem && checks.data === undefined) {
    return <ErrorState onRetry={() => void checks.refetch()} problem={checks.problem} />;
  }
  const { buckets, to, missing, series } = checks.data ?? EMPTY;
  const counted = checksOf(series);
  const charged = checksOf(cost.data?.series ?? []);
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <UsageFilters onChange={setSearch} search={search} />
      <UsageFigures checks={checks.data && counted} cost={cost.data && charged} />
      <SourceNote missing={missing} />
      <BarChart
        {...chart}
        buckets={toBuckets({ buckets, to })}
        fileName={`checks-${namespace.name}`}
        height={220}
        isLoading={checks.data === undefined}
        series={counted.series}
        title={titleOf(counted)}
      />
      {charged.checks !== counted.checks && (
        <BarChart
          {...chart}
          buckets={toBuckets(cost.data ?? EMPTY)}
          fileName={`cost-${namespace.name}`}
          series={charged.series}
          title={WORDS.costChart(formatCount(charged.checks), formatCount(charged.refused))}
        />
      )}
      <TopIdentifiers everyMs={options.everyMs} />
      <RecentChecks everyMs={options.everyMs} />
    </div>
  );
}

function titleOf({ checks, refused }: Checks): string {
  if (checks === 0) return WORDS.noChart;
  return WORDS.chart(formatCount(checks), formatShare(refused, checks));
}

type UsageSearch = ReturnType<typeof readUsageSearch>;

interface UsageFiltersProps {
  readonly search: UsageSearch;
  readonly onChange: ReturnType<typeof usePageSearch<UsageSearch>>[1];
}

function UsageFilters({ search, onChange }: UsageFiltersProps): ReactNode {
  const { identifier, live } = search;
  const leave = () => onChange({ identifier: undefined });
  return (
    <FilterBar
      actions={<RangePicker onChange={onChange} search={search} />}
      chips={
        identifier === undefined
          ? []
          : [{ id: 'identifier', label: WORDS.filterChip(identifier), onRemove: leave }]
      }
      search={
        <SearchField
          label={WORDS.filter}
          onChange={(text) => onChange({ identifier: text || undefined })}
          value={identifier ?? ''}
        />
      }
    >
      <span title={WORDS.liveHint}>
        <Switch
          checked={live === true}
          label={WORDS.live}
          onChange={(checked) => onChange({ live: checked || undefined })}
        />
      </span>
    </FilterBar>
  );
}

interface UsageFiguresProps {
  readonly checks: Checks | undefined;
  readonly cost: Checks | undefined;
}

function UsageFigures({ checks, cost }: UsageFiguresProps): ReactNode {
  return (
    <Figures>
      <Figure label={WORDS.checks} value={checks && formatCount(checks.checks)} />
      <Figure
        label={WORDS.refused}
        note={checks && formatShare(checks.refused, checks.checks)}
        value={checks && formatCount(checks.refused)}
      />
      <Figure label={WORDS.cost} note={WORDS.costNote} value={cost && formatCount(cost.checks)} />
    </Figures>
  );
}
