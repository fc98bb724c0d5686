import {
  type Column,
  GATEWAY_REQUEST_COLUMNS,
  type Measure,
  RATELIMIT_COLUMNS,
  RATELIMIT_DIMENSIONS,
  RATELIMIT_MEASURES,
  RUNTIME_LOG_COLUMNS,
  VERIFICATION_COLUMNS,
  VERIFICATION_DIMENSIONS,
  VERIFICATION_MEASURES,
} from './columns.js';

/**
 * The public tables: what queries may read, and from which physical tables each is read.
 *
 * The list is closed. The tables of the engine, the guard of queries and the documentation follow
 * it. Every physical table is in the database `unlatch`. It has the columns of the public table by
 * the same names, and may have more, which no query sees.
 */
export type TableGroup = 'verifications' | 'ratelimits' | 'gatewayRequests' | 'runtimeLogs';

export type Bucket = 'minute' | 'hour' | 'day' | 'month';

/** What one table of buckets has, and where its events are. */
export interface Buckets {
  readonly bucket: Bucket;
  readonly rawTable: string;
  readonly dimensions: readonly Column[];
  readonly measures: readonly Measure[];
}

export type TableSource =
  /** A physical table with one row for each event. */
  | { readonly kind: 'raw'; readonly table: string }
  /** Computed from the raw table when it is read. */
  | ({ readonly kind: 'computed' } & Buckets)
  /**
   * Sealed days come from `dayTable`, and sealed months from `monthTable`. Buckets that are not
   * sealed yet are computed from finer ones.
   */
  | ({
      readonly kind: 'sealed';
      readonly dayTable: string;
      readonly monthTable: string;
    } & Buckets)
  /** A table that the contract has, and that nothing fills yet. */
  | { readonly kind: 'empty' };

export interface PublicTable {
  readonly name: string;
  readonly group: TableGroup;
  readonly columns: readonly Column[];
  readonly source: TableSource;
  /** How long its rows are kept, unless the workspace keeps them for less. */
  readonly keptDays: number;
}

/** The column by which a key with rights on some APIs or namespaces is confined to them. */
export const SCOPE_COLUMNS = {
  verifications: 'key_space_id',
  ratelimits: 'namespace_id',
  gatewayRequests: null,
  runtimeLogs: null,
} as const satisfies Record<TableGroup, string | null>;

export const ENGINE_DATABASE = 'unlatch';

const THREE_YEARS = 3 * 365;

const VERIFICATIONS = {
  rawTable: 'key_verifications_raw',
  dayTable: 'key_verifications_per_day',
  monthTable: 'key_verifications_per_month',
  dimensions: VERIFICATION_DIMENSIONS,
  measures: VERIFICATION_MEASURES,
} as const;

const RATELIMITS = {
  rawTable: 'limit_checks_raw',
  dayTable: 'ratelimits_per_day',
  monthTable: 'ratelimits_per_month',
  dimensions: RATELIMIT_DIMENSIONS,
  measures: RATELIMIT_MEASURES,
} as const;

const BUCKET_GROUPS = { verifications: VERIFICATIONS, ratelimits: RATELIMITS } as const;
const NAME_STEMS = { verifications: 'key_verifications', ratelimits: 'ratelimits' } as const;

export const PUBLIC_TABLES: readonly PublicTable[] = [
  {
    name: 'key_verifications_v1',
    group: 'verifications',
    columns: VERIFICATION_COLUMNS,
    source: { kind: 'raw', table: VERIFICATIONS.rawTable },
    keptDays: 90,
  },
  computed('verifications', 'minute', 90),
  computed('verifications', 'hour', 90),
  sealed('verifications', 'day', 365),
  sealed('verifications', 'month', THREE_YEARS),
  {
    name: 'ratelimits_v1',
    group: 'ratelimits',
    columns: RATELIMIT_COLUMNS,
    source: { kind: 'raw', table: RATELIMITS.rawTable },
    keptDays: 30,
  },
  computed('ratelimits', 'minute', 7),
  computed('ratelimits', 'hour', 30),
  sealed('ratelimits', 'day', 100),
  sealed('ratelimits', 'month', THREE_YEARS),
  {
    name: 'gateway_requests_v1',
    group: 'gatewayRequests',
    columns: GATEWAY_REQUEST_COLUMNS,
    source: { kind: 'empty' },
    keptDays: 7,
  },
  {
    name: 'runtime_logs_v1',
    group: 'runtimeLogs',
    columns: RUNTIME_LOG_COLUMNS,
    source: { kind: 'empty' },
    keptDays: 90,
  },
];

const BY_NAME = new Map(PUBLIC_TABLES.map((table) => [table.name, table]));
const FOLDED_NAMES = new Set(PUBLIC_TABLES.map(({ name }) => name.toLowerCase()));

/** The table of exactly this name, if the group has it. */
export function publicTable(group: TableGroup, name: string): PublicTable | undefined {
  const table = BY_NAME.get(name);
  return table?.group === group ? table : undefined;
}

/** Whether a table has this name, whatever its group and the case of its letters. */
export function isPublicName(name: string): boolean {
  return FOLDED_NAMES.has(name.toLowerCase());
}

type BucketGroup = 'verifications' | 'ratelimits';

function computed(group: BucketGroup, bucket: 'minute' | 'hour', keptDays: number): PublicTable {
  const { rawTable, dimensions, measures } = BUCKET_GROUPS[group];
  return ofBuckets(group, bucket, keptDays, {
    kind: 'computed',
    bucket,
    rawTable,
    dimensions,
    measures,
  });
}

function sealed(group: BucketGroup, bucket: 'day' | 'month', keptDays: number): PublicTable {
  return ofBuckets(group, bucket, keptDays, { kind: 'sealed', bucket, ...BUCKET_GROUPS[group] });
}

function ofBuckets(
  group: BucketGroup,
  bucket: Bucket,
  keptDays: number,
  source: TableSource & Buckets,
): PublicTable {
  const time: Column = {
    name: 'time',
    type: bucket === 'minute' || bucket === 'hour' ? 'DateTime' : 'Date',
    meaning: `the beginning of the ${bucket}, in UTC`,
  };
  return {
    name: `${NAME_STEMS[group]}_per_${bucket}_v1`,
    group,
    columns: [time, ...source.dimensions, ...source.measures],
    source,
    keptDays,
  };
}
