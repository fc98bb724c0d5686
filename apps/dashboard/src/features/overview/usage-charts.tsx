import { ErrorState, formatCount, formatShare, OutcomeBadge, Section } from '@unlatch/ui';
import { BarChart } from '@unlatch/ui/charts';
import type { ReactNode } from 'react';
import { useRead } from '../../rpc/hooks.js';
import { OVERVIEW_WORDS as WORDS } from '../../strings/overview.js';
import { Figure, Figures } from '../../usage/figure.js';
import { endsNow, type RangeSearch, spanOf } from '../../usage/range.js';
import type { RangeChange } from '../../usage/range-picker.js';
import { type SeriesAnswer, toBuckets, toOutcomeSeries, totalsOf } from '../../usage/series.js';
import { SourceNote } from '../../usage/source-note.js';
import { TopUsers } from './top-users.js';

interface UsageChartsProps {
  readonly search: RangeSearch;
  readonly onRange: (range: RangeChange) => void;
}

const EMPTY = { buckets: [], to: 0, series: [], missing: [] } as const;

export function UsageCharts({ search, onRange }: UsageChartsProps): ReactNode {
  const span = spanOf(search, Date.now());
  const outcomes = useRead(
    'analytics.series',
    { ...span, groupBy: 'outcome' },
    { keepPrevious: true },
  );
  if (outcomes.problem !== undefined && outcomes.data === undefined) {
    return <ErrorState onRetry={() => void outcomes.refetch()} problem={outcomes.problem} />;
  }
  const data = outcomes.data ?? EMPTY;
  return (
    <>
      <UsageFigures outcomes={outcomes.data} span={span} />
      <SourceNote missing={data.missing} />
      <BarChart
        buckets={toBuckets(data)}
        fileName="verifications"
        height={220}
        isLastPartial={endsNow(search)}
        isLoading={outcomes.data === undefined}
        onSelectRange={({ from, to }) => onRange({ range: undefined, from, to })}
        series={toOutcomeSeries(data)}
        title={titleOf(data)}
      />
      <div className="grid gap-5 lg:grid-cols-2">
        <Causes outcomes={data} />
        <TopUsers span={span} />
      </div>
    </>
  );
}

function titleOf(data: SeriesAnswer): string {
  const { all, refused } = totalsOf(data);
  if (all === 0) return WORDS.chartEmpty;
  return WORDS.chart(formatCount(all), formatShare(refused, all));
}

interface UsageFiguresProps {
  readonly outcomes: SeriesAnswer | undefined;
  readonly span: { readonly from: number; readonly to: number };
}

function UsageFigures({ outcomes, span }: UsageFiguresProps): ReactNode {
  const active = useRead('analytics.distinct', { ...span, what: 'key' }, { keepPrevious: true });
  const totals = outcomes && totalsOf(outcomes);
  return (
    <Figures>
      <Figure label={WORDS.verifications} value={totals && formatCount(totals.all)} />
      <Figure
        label={WORDS.refused}
        note={totals && formatShare(totals.refused, totals.all)}
        value={totals && formatCount(totals.refused)}
      />
      <Figure
        label={WORDS.activeKeys}
        note={WORDS.activeKeysNote}
        value={active.data && formatCount(active.data.count)}
      />
      <LatencyFigure span={span} />
    </Figures>
  );
}

/** One bucket would do. Days are the longest that there are, so the last one that is known counts. */
function LatencyFigure({ span }: Pick<UsageFiguresProps, 'span'>): ReactNode {
  const latency = useRead(
    'analytics.latency',
    { ...span, quantiles: [0.99], step: 'day' },
    { keepPrevious: true },
  );
  if (latency.data === undefined) return <Figure label={WORDS.latency} value={undefined} />;
  const { quantiles, averages } = latency.data;
  const high = quantiles[0]?.values.findLast((value) => value !== null);
  const average = averages.findLast((value) => value !== null);
  const shown = high ?? average;
  return (
    <Figure
      label={WORDS.latency}
      note={high == null ? WORDS.latencyAverage : WORDS.latencyNote}
      value={shown == null ? '–' : `${shown.toFixed(shown < 10 ? 2 : 0)} ms`}
    />
  );
}

function Causes({ outcomes }: { readonly outcomes: SeriesAnswer }): ReactNode {
  const { all } = totalsOf(outcomes);
  const causes = outcomes.series.filter(
    ({ group, total }) => group !== 'VALID' && (total ?? 0) > 0,
  );
  return (
    <Section framed title={WORDS.causes}>
      {causes.length === 0 ? (
        <p className="text-sm text-quiet">{WORDS.noCauses}</p>
      ) : (
        <ul className="flex flex-col gap-1.5 text-sm">
          {causes.map(({ group = '', total }) => (
            <li className="flex items-baseline justify-between gap-3" key={group}>
              <OutcomeBadge outcome={group} />
              <span className="tabular">
                {formatCount(total ?? 0)}{' '}
                <span className="text-quiet">{formatShare(total ?? 0, all)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
