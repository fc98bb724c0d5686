export interface FunctionGroup {
  readonly title: string;
  readonly names: readonly string[];
}

/**
 * The functions that queries may call, in the spelling that reaches the engine. The list is closed:
 * the engine has functions that read files, other tables and the network.
 */
export const FUNCTION_GROUPS: readonly FunctionGroup[] = [
  {
    title: 'aggregates',
    names: [
      'count',
      'sum',
      'avg',
      'min',
      'max',
      'any',
      'groupArray',
      'groupUniqArray',
      'uniq',
      'uniqExact',
      'quantile',
      'sumIf',
      'countIf',
      'avgMerge',
      'quantilesTDigestMerge',
    ],
  },
  {
    title: 'time',
    names: [
      'now',
      'now64',
      'today',
      'toDate',
      'toDateTime',
      'toDateTime64',
      'toStartOfMinute',
      'toStartOfHour',
      'toStartOfDay',
      'toStartOfWeek',
      'toStartOfMonth',
      'toStartOfQuarter',
      'toStartOfYear',
      'date_trunc',
      'formatDateTime',
      'fromUnixTimestamp64Milli',
      'toUnixTimestamp64Milli',
      'toUnixTimestamp',
      'toIntervalNanosecond',
      'toIntervalMicrosecond',
      'toIntervalMillisecond',
      'toIntervalSecond',
      'toIntervalMinute',
      'toIntervalHour',
      'toIntervalDay',
      'toIntervalWeek',
      'toIntervalMonth',
      'toIntervalQuarter',
      'toIntervalYear',
    ],
  },
  {
    title: 'texts',
    names: [
      'lower',
      'upper',
      'substring',
      'concat',
      'length',
      'trim',
      'startsWith',
      'endsWith',
      'JSONExtractString',
    ],
  },
  { title: 'numbers', names: ['round', 'floor', 'ceil', 'abs'] },
  { title: 'conditions', names: ['if', 'coalesce'] },
  { title: 'conversions', names: ['toString', 'toInt32', 'toInt64', 'toFloat64'] },
  { title: 'arrays', names: ['has', 'hasAny', 'hasAll', 'arrayJoin', 'arrayFilter'] },
];

const CANONICAL = new Map(
  FUNCTION_GROUPS.flatMap(({ names }) => names).map((name) => [name.toLowerCase(), name]),
);
const NAMES = new Set(CANONICAL.values());

/** The name as the engine spells it, or the name itself if the list does not have it. */
export function functionName(written: string): string {
  return CANONICAL.get(written.toLowerCase()) ?? written;
}

/** Whether the list has a function of exactly this spelling. */
export function isFunctionName(name: string): boolean {
  return NAMES.has(name);
}
