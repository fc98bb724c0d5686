import type { EngineTable } from './tables.js';

/*
 * Tables of sums. Each is a function of another table, a day or a month at a time. A span is sealed
 * by making its sums in a table beside, then replacing its partition. So sealing again gives the
 * same, whatever was interrupted or came late.
 *
 * Materialized views would be kept up to date by the engine, but lose batches when it is killed.
 */

/** The sums that are sealed together, since they are made of the same rows. */
export type Rollup =
  | 'verifications'
  | 'limit_checks'
  | 'verifications_of_month'
  | 'limit_checks_of_month';

/** From `fromMs` to before `toMs`. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface RollupTable extends EngineTable {
  /** What the rows of the span are, in the order of the columns. */
  readonly select: (span: Span) => string;
}

export interface RollupDefinition {
  readonly step: 'day' | 'month';
  readonly tables: readonly RollupTable[];
  /** The sums that are made of these sums. */
  readonly feeds: Rollup | undefined;
}

const AVERAGE = 'AggregateFunction(avg, Float64)';
const LATENCY_STATES = [
  `latency_avg ${AVERAGE}`,
  'latency_p75 AggregateFunction(quantilesTDigest(0.75), Float64)',
  'latency_p99 AggregateFunction(quantilesTDigest(0.99), Float64)',
];
const NEW_STATES =
  'avgState(latency), quantilesTDigestState(0.75)(latency), quantilesTDigestState(0.99)(latency)';
const MERGED_STATES =
  'avgMergeState(latency_avg), quantilesTDigestMergeState(0.75)(latency_p75), quantilesTDigestMergeState(0.99)(latency_p99)';

const HOUR = "toStartOfHour(fromUnixTimestamp64Milli(time, 'UTC'))";
const DAY = "toDate(fromUnixTimestamp64Milli(time, 'UTC'))";

/**
 * Four buckets for each doubling of the latency in microseconds, so a bucket is 19 % wide. A chart
 * of percentiles reads these instead of digests, which are slower to merge than events to read.
 */
const LATENCY_BUCKET = 'toInt16(floor(log2(greatest(latency * 1000, 1)) * 4))';

const whereSpan = ({ fromMs, toMs }: Span) => `WHERE time >= ${fromMs} AND time < ${toMs}`;

/** Days and months are stored by date. */
const whereDates = ({ fromMs, toMs }: Span) =>
  `WHERE time >= '${dateOf(fromMs)}' AND time < '${dateOf(toMs)}'`;

/** The name of a UTC day, and of the partition that has it. */
export function dateOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

const HOURLY = { partitionBy: 'toDate(time)', isLanding: false } as const;
const DATED = { partitionBy: 'time', isLanding: false } as const;

const USAGE_HIST: RollupTable = {
  ...HOURLY,
  name: 'usage_hist',
  columns: [
    "time DateTime('UTC')",
    'workspace_id LowCardinality(String)',
    'api_id LowCardinality(String)',
    'outcome LowCardinality(String)',
    'bucket Int16',
    'count Int64',
    'spent_credits Int64',
    'latency_sum Float64',
  ],
  orderBy: '(workspace_id, time, api_id, outcome, bucket)',
  select: (span) => `SELECT ${HOUR} AS hour, workspace_id, api_id, outcome,
    ${LATENCY_BUCKET} AS latency_bucket, count(), sum(spent_credits), sum(latency)
    FROM unlatch.key_verifications_raw ${whereSpan(span)}
    GROUP BY hour, workspace_id, api_id, outcome, latency_bucket`,
};

const USAGE_KEYS: RollupTable = {
  ...HOURLY,
  name: 'usage_keys',
  columns: [
    "time DateTime('UTC')",
    'workspace_id LowCardinality(String)',
    'api_id LowCardinality(String)',
    'outcome LowCardinality(String)',
    'key_id String CODEC(ZSTD(1))',
    'external_id String CODEC(ZSTD(1))',
    'count Int64',
    'spent_credits Int64',
    'latency_sum Float64',
  ],
  orderBy: '(workspace_id, time, api_id, outcome, key_id, external_id)',
  select: (span) => `SELECT ${HOUR} AS hour, workspace_id, api_id, outcome, key_id, external_id,
    count(), sum(spent_credits), sum(latency)
    FROM unlatch.key_verifications_raw ${whereSpan(span)}
    GROUP BY hour, workspace_id, api_id, outcome, key_id, external_id`,
};

const USAGE_TAGS: RollupTable = {
  ...HOURLY,
  name: 'usage_tags',
  columns: [
    "time DateTime('UTC')",
    'workspace_id LowCardinality(String)',
    'api_id LowCardinality(String)',
    'tag LowCardinality(String)',
    'outcome LowCardinality(String)',
    'count Int64',
    'spent_credits Int64',
  ],
  orderBy: '(workspace_id, time, api_id, tag, outcome)',
  // An event with a tag twice counts once for it.
  select: (span) => `SELECT ${HOUR} AS hour, workspace_id, api_id,
    arrayJoin(arrayDistinct(tags)) AS tag, outcome, count(), sum(spent_credits)
    FROM unlatch.key_verifications_raw ${whereSpan(span)}
    GROUP BY hour, workspace_id, api_id, tag, outcome`,
};

const KEY_COLUMNS = [
  'time Date',
  'workspace_id LowCardinality(String)',
  'key_space_id LowCardinality(String)',
  'identity_id String CODEC(ZSTD(1))',
  'external_id String CODEC(ZSTD(1))',
  'key_id String CODEC(ZSTD(1))',
  'outcome LowCardinality(String)',
  'source LowCardinality(String)',
  'app_id LowCardinality(String)',
  'tags Array(LowCardinality(String))',
  'count Int64',
  'spent_credits Int64',
  ...LATENCY_STATES,
];
const KEY_DIMENSIONS =
  'workspace_id, key_space_id, identity_id, external_id, key_id, outcome, source, app_id, tags';

const VERIFICATIONS_PER_DAY: RollupTable = {
  ...DATED,
  name: 'key_verifications_per_day',
  columns: KEY_COLUMNS,
  orderBy: '(workspace_id, time, key_space_id, outcome, key_id)',
  select: (span) => `SELECT ${DAY} AS day, ${KEY_DIMENSIONS},
    count(), sum(spent_credits), ${NEW_STATES}
    FROM unlatch.key_verifications_raw ${whereSpan(span)}
    GROUP BY day, ${KEY_DIMENSIONS}`,
};

const VERIFICATIONS_PER_MONTH: RollupTable = {
  ...DATED,
  name: 'key_verifications_per_month',
  columns: KEY_COLUMNS,
  orderBy: '(workspace_id, time, key_space_id, outcome, key_id)',
  select: (span) => `SELECT toStartOfMonth(time) AS month, ${KEY_DIMENSIONS},
    sum(count), sum(spent_credits), ${MERGED_STATES}
    FROM unlatch.key_verifications_per_day ${whereDates(span)}
    GROUP BY month, ${KEY_DIMENSIONS}`,
};

const CHECK_COUNTS = [
  'passed Int64',
  'total Int64',
  'total_tokens Int64',
  'passed_tokens Int64',
] as const;
const NEW_CHECK_COUNTS =
  'countIf(passed), count(), toInt64(sum(tokens)), toInt64(sumIf(tokens, passed))';

const USAGE_LIMITS: RollupTable = {
  ...HOURLY,
  name: 'usage_limits',
  columns: [
    "time DateTime('UTC')",
    'workspace_id LowCardinality(String)',
    'namespace_id LowCardinality(String)',
    'identifier String CODEC(ZSTD(1))',
    ...CHECK_COUNTS,
    'latency_sum Float64',
  ],
  orderBy: '(workspace_id, time, namespace_id, identifier)',
  select: (span) => `SELECT ${HOUR} AS hour, workspace_id, namespace_id, identifier,
    ${NEW_CHECK_COUNTS}, sum(latency)
    FROM unlatch.limit_checks_raw ${whereSpan(span)}
    GROUP BY hour, workspace_id, namespace_id, identifier`,
};

const CHECK_COLUMNS = [
  'time Date',
  'workspace_id LowCardinality(String)',
  'namespace_id LowCardinality(String)',
  'identifier String CODEC(ZSTD(1))',
  ...CHECK_COUNTS,
  ...LATENCY_STATES,
];

const CHECKS_PER_DAY: RollupTable = {
  ...DATED,
  name: 'ratelimits_per_day',
  columns: CHECK_COLUMNS,
  orderBy: '(workspace_id, time, namespace_id, identifier)',
  select: (span) => `SELECT ${DAY} AS day, workspace_id, namespace_id, identifier,
    ${NEW_CHECK_COUNTS}, ${NEW_STATES}
    FROM unlatch.limit_checks_raw ${whereSpan(span)}
    GROUP BY day, workspace_id, namespace_id, identifier`,
};

const CHECKS_PER_MONTH: RollupTable = {
  ...DATED,
  name: 'ratelimits_per_month',
  columns: CHECK_COLUMNS,
  orderBy: '(workspace_id, time, namespace_id, identifier)',
  select: (span) => `SELECT toStartOfMonth(time) AS month, workspace_id, namespace_id, identifier,
    sum(passed), sum(total), sum(total_tokens), sum(passed_tokens), ${MERGED_STATES}
    FROM unlatch.ratelimits_per_day ${whereDates(span)}
    GROUP BY month, workspace_id, namespace_id, identifier`,
};

export const ROLLUPS: Readonly<Record<Rollup, RollupDefinition>> = {
  verifications: {
    step: 'day',
    tables: [USAGE_HIST, USAGE_KEYS, USAGE_TAGS, VERIFICATIONS_PER_DAY],
    feeds: 'verifications_of_month',
  },
  limit_checks: {
    step: 'day',
    tables: [USAGE_LIMITS, CHECKS_PER_DAY],
    feeds: 'limit_checks_of_month',
  },
  verifications_of_month: { step: 'month', tables: [VERIFICATIONS_PER_MONTH], feeds: undefined },
  limit_checks_of_month: { step: 'month', tables: [CHECKS_PER_MONTH], feeds: undefined },
};

/** The table in which the sums of a span are made. */
export function besideName({ name }: RollupTable): string {
  return `${name}_new`;
}

export const ROLLUP_TABLES: readonly RollupTable[] = Object.values(ROLLUPS).flatMap(
  ({ tables }) => tables,
);
