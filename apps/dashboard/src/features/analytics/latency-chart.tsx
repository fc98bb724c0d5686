import { ErrorState } from '@unlatch/ui';
import { type Bucket, LineChart, type Series } from '@unlatch/ui/charts';
import type { ReactNode } from 'react';
import type { DataOf } from '../../rpc/call.js';
import { useRead } from '../../rpc/hooks.js';
import { ANALYTICS_WORDS as WORDS } from '../../strings/analytics.js';
import { endsNow, spanOf } from '../../usage/range.js';
import { toBuckets } from '../../usage/series.js';
import { SourceNote } from '../../usage/source-note.js';
import { type AnalyticsSearch, toFilterRequest } from './search.js';

interface LatencyChartProps {
  readonly search: AnalyticsSearch;
  readonly onRange: (range: Bucket) => void;
}

const QUANTILES = [0.5, 0.95, 0.99];
const LOOKS = [
  { colour: 'var(--outcome-valid)', glyph: '●' },
  { colour: 'var(--outcome-rate-limited)', glyph: '▲' },
  { colour: 'var(--outcome-insufficient-permissions)', glyph: '■' },
] as const;
const AVERAGE = { colour: 'var(--accent)', glyph: '◆' };

export function LatencyChart({ search, onRange }: LatencyChartProps): ReactNode {
  const chart = useRead(
    'analytics.latency',
    { ...spanOf(search, Date.now()), ...toFilterRequest(search), quantiles: QUANTILES },
    { keepPrevious: true },
  );
  const { data } = chart;
  if (data === undefined) {
    if (chart.problem === undefined) {
      return <LineChart buckets={[]} isLoading series={[]} title={WORDS.metrics.latency} />;
    }
    return <ErrorState onRetry={() => void chart.refetch()} problem={chart.problem} />;
  }
  return (
    <>
      <SourceNote missing={data.missing} />
      <LineChart
        buckets={toBuckets(data)}
        fileName="latency"
        height={280}
        isLastPartial={endsNow(search)}
        onSelectRange={onRange}
        series={toLines(data)}
        title={titleOf(data)}
        unit="ms"
      />
    </>
  );
}

type LatencyAnswer = DataOf<'analytics.latency'>;

/** Sums know averages alone. */
function toLines({ quantiles, averages, missing }: LatencyAnswer): Series[] {
  if (missing.includes('quantiles')) {
    return [{ ...AVERAGE, id: 'average', label: WORDS.average, values: averages }];
  }
  return quantiles.map(({ quantile, values }, index) => ({
    ...(LOOKS[index] ?? AVERAGE),
    id: String(quantile),
    label: WORDS.quantile(quantile),
    values,
  }));
}

function titleOf({ quantiles, missing }: LatencyAnswer): string {
  if (missing.includes('quantiles')) return WORDS.titles.latencyAverage;
  const last = quantiles.at(-1)?.values.findLast((value) => value !== null);
  return last == null ? WORDS.titles.nothing : WORDS.titles.latency(`${last.toFixed(2)} ms`);
}
