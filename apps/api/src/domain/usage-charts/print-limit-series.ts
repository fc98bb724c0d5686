import type { Buckets } from './buckets.js';
import { printBucket } from './print-charts.js';
import type { PrintedQuery } from './print-rows.js';

export type LimitMetric = 'checks' | 'passed' | 'refused' | 'cost';
export type LimitDimension = 'passed' | 'namespace' | 'identifier';

export interface LimitSeriesQuestion {
  readonly workspaceId: string;
  readonly buckets: Buckets;
  readonly keptFromMs: number;
  /** `undefined`: all. */
  readonly namespaceIds: readonly string[] | undefined;
  readonly identifiers: readonly string[] | undefined;
  readonly metric: LimitMetric;
  readonly groupBy: LimitDimension | undefined;
  readonly top: number;
}

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

/** Rows `[bucket, isTop, group, value]`, in no order. */
export function printLimitSeries(question: LimitSeriesQuestion): PrintedQuery {
  const { workspaceId, buckets, groupBy, top, namespaceIds, identifiers } = question;
  const sql = printChecks(question);
  const bucket = printBucket(buckets);
  const params = {
    ws: workspaceId,
    from: Math.max(buckets.startsMs[0] ?? buckets.endMs, question.keptFromMs),
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

function printChecks({ metric, groupBy, namespaceIds, identifiers }: LimitSeriesQuestion): string {
  const conditions = [
    'workspace_id = {ws:String}',
    'time >= {from:Int64}',
    'time < {to:Int64}',
    ...(namespaceIds === undefined ? [] : ['namespace_id IN {namespaces:Array(String)}']),
    ...(identifiers === undefined ? [] : ['identifier IN {identifiers:Array(String)}']),
  ];
  const group = groupBy === undefined ? "''" : GROUP[groupBy];
  return `SELECT time AS t, ${group} AS g, ${AMOUNT[metric]} AS n FROM unlatch.limit_checks_raw WHERE ${conditions.join(' AND ')}`;
}
