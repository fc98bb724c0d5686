import type { Buckets } from './buckets.js';
import { chooseTable } from './choose-table.js';
import { conditionsOf, type PrintedQuery, paramsOf, printRows } from './print-rows.js';
import {
  type Dimension,
  dimensionsOf,
  type Metric,
  type Seal,
  type VerificationFilters,
  type VerificationSpan,
} from './question.js';

const AMOUNT: Readonly<Record<Metric, string>> = {
  verifications: 'sum(n)',
  credits: 'sum(c)',
  // The series of a chart of averages are those of the largest groups.
  latency: 'sum(n)',
};

const OUTCOMES_MAX = 10;

interface Asked {
  readonly workspaceId: string;
  readonly filters: VerificationFilters;
}

export interface SeriesQuestion extends Asked, Seal {
  readonly metric: Metric;
  readonly buckets: Buckets;
  readonly groupBy: Dimension | undefined;
  readonly top: number;
}

/** Rows `[bucket, isTop, group, verifications, credits, latency]`, in no order. */
export function printSeries(question: SeriesQuestion): PrintedQuery {
  const { metric, buckets, groupBy, top } = question;
  const { sql, params } = rowsFor(question, { groupBy, needsLatency: metric === 'latency' });
  const bucket = printBucket(buckets);
  const sums = 'sum(n) AS events, sum(c) AS credits, sum(l) AS took';
  // There are fewer outcomes than that, so each has a series, and nothing is left for the rest.
  if (groupBy === undefined || (groupBy === 'outcome' && top >= OUTCOMES_MAX)) {
    const all = `SELECT ${bucket} AS bucket, 1 AS is_top, g AS grp, ${sums} FROM (${sql}) GROUP BY bucket, grp`;
    return { sql: all, params };
  }
  const largest = `SELECT g FROM (${sql}) GROUP BY g ORDER BY ${AMOUNT[metric]} DESC, g LIMIT {top:UInt32}`;
  const placed = `SELECT ${bucket} AS bucket, g IN (${largest}) AS is_top, if(is_top, g, '') AS grp, n, c, l FROM (${sql})`;
  return {
    sql: `SELECT bucket, is_top, grp, ${sums} FROM (${placed}) GROUP BY bucket, is_top, grp`,
    params: { ...params, top },
  };
}

export interface TopQuestion extends VerificationSpan, Seal {
  readonly by: Dimension;
  readonly metric: 'verifications' | 'credits';
  readonly top: number;
}

/** Rows `[group, verifications, credits]`, the largest first. */
export function printTop(question: TopQuestion): PrintedQuery {
  const { by, metric, top } = question;
  const { sql, params } = printRows({ ...question, groupBy: by, table: tableFor(question, by) });
  return {
    sql: `SELECT g, sum(n) AS events, sum(c) AS credits FROM (${sql}) GROUP BY g ORDER BY ${AMOUNT[metric]} DESC, g LIMIT {top:UInt32}`,
    params: { ...params, top },
  };
}

export interface DistinctQuestion extends VerificationSpan, Seal {
  readonly what: Dimension;
}

/** One row `[count]`. */
export function printDistinct(question: DistinctQuestion): PrintedQuery {
  const { what } = question;
  const { sql, params } = printRows({
    ...question,
    groupBy: what,
    table: tableFor(question, what),
  });
  return { sql: `SELECT uniqExact(g) FROM (${sql}) WHERE g != ''`, params };
}

export interface LatencyQuestion extends Asked, Seal {
  readonly buckets: Buckets;
  readonly quantiles: readonly number[];
}

/** Rows `[bucket, average, [quantile…]]`, in no order. Quantiles are numbers from 0 to 1. */
export function printLatency(question: LatencyQuestion): PrintedQuery {
  const { sql, params } = rowsFor(question, {
    groupBy: undefined,
    needsLatency: true,
    needsQuantiles: true,
  });
  const levels = question.quantiles.map(printNumber).join(', ');
  const quantiles = `quantilesExactWeighted(${levels})(v, toUInt64(n))`;
  return {
    sql: `SELECT ${printBucket(question.buckets)} AS bucket, sum(l) / sum(n), ${quantiles} FROM (${sql}) GROUP BY bucket`,
    params,
  };
}

export interface EventsQuestion extends VerificationSpan {
  readonly keptFromMs: number;
  readonly requestId: string | undefined;
  /** The first event of the page, included. `undefined`: the newest. */
  readonly first: { readonly timeMs: number; readonly requestId: string } | undefined;
  readonly count: number;
}

export interface ExportQuestion extends VerificationSpan {
  readonly keptFromMs: number;
  /** The last event that was exported before. `undefined`: none was. */
  readonly after: { readonly timeMs: number; readonly requestId: string } | undefined;
  readonly count: number;
}

const EVENT_COLUMNS =
  'request_id, time, api_id, key_id, identity_id, external_id, outcome, tags, spent_credits, latency';

/** Rows of single events, the oldest first. */
export function printEventsAfter(question: ExportQuestion): PrintedQuery {
  const { workspaceId, fromMs, toMs, keptFromMs, filters, after, count } = question;
  const conditions = [
    'workspace_id = {ws:String}',
    'time >= {from:Int64}',
    'time < {to:Int64}',
    ...(after === undefined ? [] : ['(time, request_id) > ({from:Int64}, {afterId:String})']),
    ...conditionsOf(filters, 'hasAny(tags, {tags:Array(String)})'),
  ];
  return {
    sql: `SELECT ${EVENT_COLUMNS} FROM unlatch.key_verifications_raw WHERE ${conditions.join(' AND ')} ORDER BY time, request_id LIMIT {count:UInt32}`,
    params: {
      ws: workspaceId,
      from: after?.timeMs ?? Math.max(fromMs, keptFromMs),
      to: toMs,
      ...(after === undefined ? {} : { afterId: after.requestId }),
      ...paramsOf(filters),
      count,
    },
  };
}

/** What a decision was made of. No public table of queries has these. */
const INPUT_COLUMNS = 'permission_query, credit_cost, denied_limit';

/** One row of an event, with the inputs of its decision behind its other columns. */
export function printExplained(question: EventsQuestion): PrintedQuery {
  return printEventPage(question, `${EVENT_COLUMNS}, ${INPUT_COLUMNS}`);
}

/** Rows of single events, the newest first. */
export function printEventPage(question: EventsQuestion, columns = EVENT_COLUMNS): PrintedQuery {
  const { workspaceId, fromMs, toMs, keptFromMs, filters, requestId, first, count } = question;
  const conditions = [
    'workspace_id = {ws:String}',
    'time >= {from:Int64}',
    first === undefined ? 'time < {to:Int64}' : 'time <= {firstTime:Int64}',
    ...(first === undefined ? [] : ['(time, request_id) <= ({firstTime:Int64}, {firstId:String})']),
    ...(requestId === undefined ? [] : ['request_id = {request:String}']),
    ...conditionsOf(filters, 'hasAny(tags, {tags:Array(String)})'),
  ];
  return {
    sql: `SELECT ${columns} FROM unlatch.key_verifications_raw WHERE ${conditions.join(' AND ')} ORDER BY time DESC, request_id DESC LIMIT {count:UInt32}`,
    params: {
      ws: workspaceId,
      from: Math.max(fromMs, keptFromMs),
      ...(first === undefined
        ? { to: toMs }
        : { firstTime: first.timeMs, firstId: first.requestId }),
      ...(requestId === undefined ? {} : { request: requestId }),
      ...paramsOf(filters),
      count,
    },
  };
}

interface RowsNeed {
  readonly groupBy: Dimension | undefined;
  readonly needsLatency: boolean;
  readonly needsQuantiles?: boolean;
}

function rowsFor(question: Asked & Seal & { readonly buckets: Buckets }, need: RowsNeed) {
  const { filters, buckets } = question;
  const fromMs = buckets.startsMs[0] ?? buckets.endMs;
  const table = chooseTable({
    dimensions: withGroup(filters, need.groupBy),
    isHourly: buckets.isHourly,
    tags: filters.tags?.length ?? 0,
    groupBy: need.groupBy,
    needsLatency: need.needsLatency,
    needsQuantiles: need.needsQuantiles ?? false,
  });
  return printRows({ ...question, groupBy: need.groupBy, table, fromMs, toMs: buckets.endMs });
}

/** The span of a question without buckets is one of whole hours. */
function tableFor({ filters }: VerificationSpan, groupBy: Dimension) {
  return chooseTable({
    dimensions: withGroup(filters, groupBy),
    isHourly: true,
    tags: filters.tags?.length ?? 0,
    groupBy,
    needsLatency: false,
    needsQuantiles: false,
  });
}

function withGroup(filters: VerificationFilters, groupBy: Dimension | undefined) {
  const dimensions = dimensionsOf(filters);
  return groupBy === undefined ? dimensions : new Set([...dimensions, groupBy]);
}

/** When the bucket begins that `t` is in. Only buckets of several lengths need a list. */
export function printBucket({ startsMs, endMs }: Buckets): string {
  const firstMs = startsMs[0] ?? endMs;
  const lengthMs = (startsMs[1] ?? endMs) - firstMs;
  const isEven = startsMs.every((startMs, index) => startMs === firstMs + index * lengthMs);
  if (isEven && endMs === firstMs + startsMs.length * lengthMs) {
    return `${printNumber(firstMs)} + intDiv(t - ${printNumber(firstMs)}, ${printNumber(lengthMs)}) * ${printNumber(lengthMs)}`;
  }
  return `roundDown(t, [${startsMs.map(printNumber).join(', ')}])`;
}

/** Numbers of ours are printed, since these places of the SQL take no parameter. */
function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error('a number of a chart is not finite');
  return value < 0 ? `(${value})` : String(value);
}
