import type { Buckets } from './buckets.js';
import { printBucket } from './print-charts.js';
import type { PrintedQuery } from './print-rows.js';
import type { Seal } from './question.js';

export type LimitMetric = 'checks' | 'passed' | 'refused' | 'cost';
export type LimitDimension = 'passed' | 'namespace' | 'identifier';

export interface LimitSeriesQuestion extends Seal {
  readonly workspaceId: string;
  readonly buckets: Buckets;
  /** `undefined`: all. */
  readonly namespaceIds: readonly string[] | undefined;
  readonly identifiers: readonly string[] | undefined;
  readonly metric: LimitMetric;
  readonly groupBy: LimitDimension | undefined;
  readonly top: number;
}

/** Of a single check. */
const AMOUNT: Readonly<Record<LimitMetric, string>> = {
  checks: 'toInt64(1)',
  passed: 'toInt64(passed)',
  refused: 'toInt64(not passed)',
  cost: 'toFloat64(tokens)',
};

const GROUP: Readonly<Record<LimitDimension, string>> = {
  passed: "if(passed, 'passed', 'refused')",
  namespace: 'toString(namespace_id)',
  identifier: 'identifier',
};

/** Of a row of sums: of all of its checks, of those that passed, and of the others. */
const SUMS: Readonly<Record<LimitMetric, Readonly<Record<'all' | 'passed' | 'refused', string>>>> =
  {
    checks: { all: 'total', passed: 'passed', refused: 'total - passed' },
    passed: { all: 'passed', passed: 'passed', refused: 'toInt64(0)' },
    refused: { all: 'total - passed', passed: 'toInt64(0)', refused: 'total - passed' },
    cost: {
      all: 'toFloat64(total_tokens)',
      passed: 'toFloat64(passed_tokens)',
      refused: 'toFloat64(total_tokens - passed_tokens)',
    },
  };

/** Rows `[bucket, isTop, group, value]`, in no order. */
export function printLimitSeries(question: LimitSeriesQuestion): PrintedQuery {
  const { workspaceId, buckets, groupBy, top, namespaceIds, identifiers } = question;
  const bucket = printBucket(buckets);
  const fromMs = buckets.startsMs[0] ?? buckets.endMs;
  const sealedMs = buckets.isHourly ? question.sealedUntilMs : fromMs;
  const cutMs = Math.min(Math.max(sealedMs, fromMs), buckets.endMs);
  const parts = [
    ...(cutMs > fromMs ? printSums(question) : []),
    ...(cutMs < buckets.endMs ? [printChecks(question)] : []),
  ];
  const sql = parts.join(' UNION ALL ');
  const params = {
    ws: workspaceId,
    from: fromMs,
    cut: cutMs,
    live: Math.max(cutMs, question.keptFromMs),
    to: buckets.endMs,
    ...(namespaceIds && { namespaces: namespaceIds }),
    ...(identifiers && { identifiers }),
  };
  if (groupBy === undefined) {
    const flat = `SELECT ${bucket} AS bucket, 1 AS is_top, '' AS grp, sum(n) AS amount FROM (${sql}) GROUP BY bucket`;
    return { sql: flat, params };
  }
  const largest = `SELECT g FROM (${sql}) GROUP BY g ORDER BY sum(n) DESC, g LIMIT {top:UInt32}`;
  const placed = `SELECT ${bucket} AS bucket, g IN (${largest}) AS is_top, if(is_top, g, '') AS grp, n FROM (${sql})`;
  return {
    sql: `SELECT bucket, is_top, grp, sum(n) AS amount FROM (${placed}) GROUP BY bucket, is_top, grp`,
    params: { ...params, top },
  };
}

/** What is sealed comes from sums and the rest from single checks, so no check is in both. */
function printSums(question: LimitSeriesQuestion): string[] {
  const { metric, groupBy } = question;
  const amounts = SUMS[metric];
  if (groupBy === 'passed') {
    return [
      printSum(question, "'passed'", amounts.passed),
      printSum(question, "'refused'", amounts.refused),
    ];
  }
  return [printSum(question, groupBy === undefined ? "''" : GROUP[groupBy], amounts.all)];
}

function printSum(question: LimitSeriesQuestion, group: string, amount: string): string {
  const conditions = [
    'workspace_id = {ws:String}',
    'time >= toDateTime(intDiv({from:Int64}, 1000))',
    'time < toDateTime(intDiv({cut:Int64}, 1000))',
    ...filtersOf(question),
    // A group without anything has no series.
    `${amount} > 0`,
  ];
  return `SELECT toInt64(toUnixTimestamp(time)) * 1000 AS t, ${group} AS g, ${amount} AS n FROM unlatch.usage_limits WHERE ${conditions.join(' AND ')}`;
}

function printChecks(question: LimitSeriesQuestion): string {
  const { metric, groupBy } = question;
  const conditions = [
    'workspace_id = {ws:String}',
    'time >= {live:Int64}',
    'time < {to:Int64}',
    ...filtersOf(question),
    `${AMOUNT[metric]} > 0`,
  ];
  const group = groupBy === undefined ? "''" : GROUP[groupBy];
  return `SELECT time AS t, ${group} AS g, ${AMOUNT[metric]} AS n FROM unlatch.limit_checks_raw WHERE ${conditions.join(' AND ')}`;
}

function filtersOf({ namespaceIds, identifiers }: LimitSeriesQuestion): string[] {
  return [
    ...(namespaceIds === undefined ? [] : ['namespace_id IN {namespaces:Array(String)}']),
    ...(identifiers === undefined ? [] : ['identifier IN {identifiers:Array(String)}']),
  ];
}
