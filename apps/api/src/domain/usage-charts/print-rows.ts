import type { SumTable } from './choose-table.js';
import type { Dimension, Seal, VerificationFilters, VerificationSpan } from './question.js';

/** SQL of ours with its parameters, which never become part of the text. */
export interface PrintedQuery {
  readonly sql: string;
  readonly params: Readonly<Record<string, string | number | readonly string[]>>;
}

/** The columns of the table of single events and of the sums that have a dimension. */
const COLUMN: Readonly<Record<Dimension, string>> = {
  outcome: 'outcome',
  api: 'api_id',
  key: 'key_id',
  identity: 'external_id',
  tag: 'tag',
};

/** In the middle of a bucket of the histogram: each is a quarter of a doubling of microseconds. */
const LATENCY_OF_BUCKET = 'pow(2, (toFloat64(bucket) + 0.5) / 4) / 1000';

interface RowsQuestion extends VerificationSpan, Seal {
  readonly table: SumTable | undefined;
  readonly groupBy: Dimension | undefined;
}

/**
 * A subquery with the verifications of a question, in rows of one or of many:
 *
 * - `t`: their time in unix milliseconds; `g`: the value that they are grouped by;
 * - `n`: their number; `c`: the credits that they spent;
 * - `l`: the milliseconds that they took together; `v`: those that one of them took.
 *
 * What is sealed comes from sums and the rest from single events, so no event is in both.
 */
export function printRows(question: RowsQuestion): PrintedQuery {
  const { table, workspaceId, fromMs, toMs, keptFromMs } = question;
  const cutMs = table === undefined ? fromMs : clamp(question.sealedUntilMs, fromMs, toMs);
  const parts = [
    ...(table !== undefined && cutMs > fromMs ? [printSums(table, question)] : []),
    ...(table === undefined || cutMs < toMs ? [printEvents(question)] : []),
  ];
  return {
    sql: parts.join(' UNION ALL '),
    params: {
      ws: workspaceId,
      from: fromMs,
      cut: cutMs,
      live: Math.max(cutMs, keptFromMs),
      to: toMs,
      ...paramsOf(question.filters),
    },
  };
}

function printSums(table: SumTable, { groupBy, filters }: RowsQuestion): string {
  const group = groupBy === undefined ? "''" : COLUMN[groupBy];
  const hasLatency = table !== 'usage_tags';
  const columns = [
    'toInt64(toUnixTimestamp(time)) * 1000 AS t',
    `toString(${group}) AS g`,
    'toInt64(count) AS n',
    'toInt64(spent_credits) AS c',
    `${hasLatency ? 'toFloat64(latency_sum)' : 'toFloat64(0)'} AS l`,
    `${table === 'usage_hist' ? LATENCY_OF_BUCKET : 'toFloat64(0)'} AS v`,
  ];
  const conditions = [
    'workspace_id = {ws:String}',
    'time >= toDateTime(intDiv({from:Int64}, 1000))',
    'time < toDateTime(intDiv({cut:Int64}, 1000))',
    ...conditionsOf(filters, 'tag IN {tags:Array(String)}'),
  ];
  return `SELECT ${columns.join(', ')} FROM unlatch.${table} WHERE ${conditions.join(' AND ')}`;
}

function printEvents({ groupBy, filters }: RowsQuestion): string {
  const columns = [
    'time AS t',
    `toString(${groupOfEvent(groupBy)}) AS g`,
    'toInt64(1) AS n',
    'spent_credits AS c',
    'latency AS l',
    'latency AS v',
  ];
  const conditions = [
    'workspace_id = {ws:String}',
    'time >= {live:Int64}',
    'time < {to:Int64}',
    ...conditionsOf(filters, 'hasAny(tags, {tags:Array(String)})'),
  ];
  return `SELECT ${columns.join(', ')} FROM unlatch.key_verifications_raw WHERE ${conditions.join(' AND ')}`;
}

function groupOfEvent(groupBy: Dimension | undefined): string {
  if (groupBy === undefined) return "''";
  // An event without tags has no row here, and one with a tag twice has one.
  return groupBy === 'tag' ? 'arrayJoin(arrayDistinct(tags))' : COLUMN[groupBy];
}

/** `ofTags`: the condition on tags, which are a column of sums and a list of events. */
export function conditionsOf(filters: VerificationFilters, ofTags: string): string[] {
  return [
    ...when(filters.apiIds, 'api_id IN {apis:Array(String)}'),
    ...when(filters.keyIds, 'key_id IN {keys:Array(String)}'),
    ...when(filters.externalIds, 'external_id IN {externals:Array(String)}'),
    ...when(filters.tags, ofTags),
    ...when(filters.outcomes, 'outcome IN {outcomes:Array(String)}'),
  ];
}

function when(values: readonly string[] | undefined, condition: string): string[] {
  return values === undefined ? [] : [condition];
}

export function paramsOf(filters: VerificationFilters): PrintedQuery['params'] {
  return {
    ...(filters.apiIds && { apis: filters.apiIds }),
    ...(filters.keyIds && { keys: filters.keyIds }),
    ...(filters.externalIds && { externals: filters.externalIds }),
    ...(filters.tags && { tags: filters.tags }),
    ...(filters.outcomes && { outcomes: filters.outcomes }),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
