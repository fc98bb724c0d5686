import {
  type LimitMetric,
  type LimitSeriesQuestion,
  printLimitSeries,
} from '../../domain/usage-charts/print-limit-series.js';
import type { Seal } from '../../domain/usage-charts/question.js';
import { type Series, type SumRow, toSeries } from '../../domain/usage-charts/series.js';
import type { Analyst } from '../../engine/queries/analyst.js';
import type { Db } from '../../store/database/database.js';
import {
  type LimitCheckSums,
  sumLimitChecksOverTime,
} from '../../store/events/limit-check-sums.js';
import { type Asking, askRows } from './verification-charts.js';

/** What is counted has one value for each row, whichever metric it is. */
const COUNTED = 'verifications';

export async function chartLimitSeries(
  analyst: Analyst,
  asking: Asking,
  question: LimitSeriesQuestion,
): Promise<Series[]> {
  const found = await askRows(analyst, asking, printLimitSeries(question));
  const rows = found.map(([bucket, isTop, group, amount]) =>
    toRow({
      bucketMs: Number(bucket),
      isTop: Number(isTop) === 1,
      group: String(group),
      amount: Number(amount),
    }),
  );
  return layOut(rows, question);
}

/** The same from the sums per hour of the database. Each bucket begins with an hour. */
export async function sumLimitSeries(
  db: Db,
  question: Omit<LimitSeriesQuestion, keyof Seal>,
): Promise<Series[]> {
  const { workspaceId, buckets, namespaceIds, identifiers, metric, groupBy, top } = question;
  const fromMs = buckets.startsMs[0] ?? buckets.endMs;
  const sums = await sumLimitChecksOverTime(db, {
    workspaceId,
    fromMs,
    toMs: buckets.endMs,
    startsMs: buckets.startsMs,
    namespaceIds,
    identifiers,
    groupBy: groupBy === 'passed' ? undefined : groupBy,
    top,
    orderBy: metric,
  });
  const rows = sums.flatMap((sum) => {
    const bucketMs = buckets.startsMs[sum.bucket] ?? fromMs;
    const { isTop, group } = sum;
    if (groupBy !== 'passed') return [toRow({ bucketMs, isTop, group, amount: read(sum, metric) })];
    return byOutcome(sum, metric).map((one) => toRow({ bucketMs, isTop, ...one }));
  });
  // As from the engine, a group without anything has no series.
  const some = rows.filter(({ events }) => events > 0);
  return layOut(some, question);
}

/** The cost of refused checks is that of all less that of those which passed. */
function byOutcome(sum: LimitCheckSums, metric: LimitMetric) {
  const { checks, passed, cost, passedCost } = sum;
  const amounts: Readonly<Record<LimitMetric, readonly [number, number]>> = {
    checks: [passed, checks - passed],
    passed: [passed, 0],
    refused: [0, checks - passed],
    cost: [passedCost, cost - passedCost],
  };
  const [ofPassed, ofRefused] = amounts[metric];
  return [
    { group: 'passed', amount: ofPassed },
    { group: 'refused', amount: ofRefused },
  ];
}

function read({ checks, passed, cost }: LimitCheckSums, metric: LimitMetric): number {
  switch (metric) {
    case 'checks':
      return checks;
    case 'passed':
      return passed;
    case 'refused':
      return checks - passed;
    case 'cost':
      return cost;
  }
}

interface Amount {
  readonly bucketMs: number;
  readonly isTop: boolean;
  readonly group: string;
  readonly amount: number;
}

function toRow({ amount, ...place }: Amount): SumRow {
  return { ...place, events: amount, credits: 0, tookMs: 0 };
}

function layOut(
  rows: readonly SumRow[],
  { buckets, groupBy }: Pick<LimitSeriesQuestion, 'buckets' | 'groupBy'>,
): Series[] {
  const { startsMs } = buckets;
  return toSeries(rows, { metric: COUNTED, startsMs, isGrouped: groupBy !== undefined });
}
