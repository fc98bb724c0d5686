import { ErrorState, formatCount, formatShare } from '@unlatch/ui';
import { BarChart, type Bucket } from '@unlatch/ui/charts';
import type { ReactNode } from 'react';
import { useRead } from '../../rpc/hooks.js';
import { ANALYTICS_WORDS as WORDS } from '../../strings/analytics.js';
import { endsNow, spanOf } from '../../usage/range.js';
import {
  GROUPS_MAX,
  type SeriesAnswer,
  toBuckets,
  toGroupSeries,
  toOutcomeSeries,
  totalsOf,
} from '../../usage/series.js';
import { SourceNote } from '../../usage/source-note.js';
import { GroupTotals } from './group-totals.js';
import { type AnalyticsSearch, type Group, type Metric, toFilterRequest } from './search.js';
import type { Names } from './use-names.js';

interface UsageChartProps {
  readonly search: AnalyticsSearch;
  readonly metric: Exclude<Metric, 'latency'>;
  readonly by: Group;
  readonly names: Names;
  readonly onRange: (range: Bucket) => void;
}

const EMPTY = { buckets: [], to: 0, series: [], missing: [] } as const;

export function UsageChart({ search, metric, by, names, onRange }: UsageChartProps): ReactNode {
  const chart = useRead(
    'analytics.series',
    {
      ...spanOf(search, Date.now()),
      ...toFilterRequest(search),
      metric,
      groupBy: by === 'none' ? undefined : by,
      top: by === 'outcome' ? undefined : GROUPS_MAX,
    },
    { keepPrevious: true },
  );
  if (chart.problem !== undefined && chart.data === undefined) {
    return <ErrorState onRetry={() => void chart.refetch()} problem={chart.problem} />;
  }
  const data = chart.data ?? EMPTY;
  const series =
    by === 'outcome'
      ? toOutcomeSeries(data)
      : toGroupSeries(data, {
          nameOf: by === 'api' ? names.nameOfApi : (group) => group,
          none: WORDS.names.noneOf[by],
          rest: WORDS.names.rest,
          all: WORDS.names.all,
        });
  return (
    <>
      <SourceNote missing={data.missing} />
      <BarChart
        buckets={toBuckets(data)}
        fileName={metric}
        height={280}
        isLastPartial={endsNow(search)}
        isLoading={chart.data === undefined}
        onSelectRange={onRange}
        series={series}
        title={titleOf(data, metric, by)}
      />
      <GroupTotals series={series} />
    </>
  );
}

function titleOf(data: SeriesAnswer, metric: Exclude<Metric, 'latency'>, by: Group): string {
  const { all, refused } = totalsOf(data);
  if (all === 0) return WORDS.titles.nothing;
  if (metric === 'credits') return WORDS.titles.credits(formatCount(all));
  // Tags are counted more than once, so their sum says nothing.
  if (by === 'tag') return WORDS.metrics.verifications;
  if (by !== 'outcome') return WORDS.titles.verifications(formatCount(all));
  return WORDS.titles.refused(formatCount(all), formatShare(refused, all));
}
