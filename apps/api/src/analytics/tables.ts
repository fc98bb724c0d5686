import type { EventKind } from '../domain/event-kind.js';

/*
 * The tables of the analytics engine, in its database `unlatch`.
 *
 * Raw tables have single events. Their payloads go to the engine as the recorder encoded them, so
 * each has the fields of its payload as ephemeral columns, from which the stored columns follow.
 * All other tables have sums of raw ones; see rollups.ts.
 *
 * A row policy of the engine lets a reader see the rows of its own workspace, in each of these
 * tables. So every table has the column `workspace_id`.
 */

export interface EngineTable {
  readonly name: string;
  /** As in `create table`. */
  readonly columns: readonly string[];
  readonly partitionBy: string;
  readonly orderBy: string;
  /** Whether the engine remembers the tokens of inserts, so that a repeated one adds nothing. */
  readonly isLanding: boolean;
}

export interface RawTable extends EngineTable {
  /** The fields of a payload, in the names that its kind of event has. */
  readonly fields: readonly string[];
}

const DAY_OF_TIME = "toDate(fromUnixTimestamp64Milli(time, 'UTC'))";

const VERIFICATIONS: RawTable = {
  name: 'key_verifications_raw',
  columns: [
    'request_id String DEFAULT requestId CODEC(ZSTD(1))',
    'time Int64 DEFAULT timeMs CODEC(Delta, ZSTD(1))',
    'workspace_id LowCardinality(String) DEFAULT workspaceId',
    'api_id LowCardinality(String) DEFAULT apiId',
    'key_space_id LowCardinality(String) DEFAULT space',
    'identity_id String DEFAULT identityId CODEC(ZSTD(1))',
    'external_id String DEFAULT owner CODEC(ZSTD(1))',
    'key_id String DEFAULT keyId CODEC(ZSTD(1))',
    "region LowCardinality(String) DEFAULT ''",
    "source LowCardinality(String) DEFAULT 'api'",
    "app_id LowCardinality(String) DEFAULT ''",
    'outcome LowCardinality(String) DEFAULT code',
    'tags Array(LowCardinality(String))',
    'spent_credits Int64 DEFAULT spentCredits CODEC(T64, ZSTD(1))',
    'latency Float64 DEFAULT latencyUs / 1000',
    'permission_query String DEFAULT query CODEC(ZSTD(1))',
    'credit_cost Int64 DEFAULT price CODEC(T64, ZSTD(1))',
    'denied_limit LowCardinality(String) DEFAULT denied',
    ...ephemeral({
      requestId: 'String',
      timeMs: 'Int64',
      workspaceId: 'String',
      apiId: 'String',
      space: 'String',
      identityId: 'String',
      owner: 'String',
      keyId: 'String',
      code: 'String',
      spentCredits: 'Int64',
      latencyUs: 'Int64',
      query: 'String',
      price: 'Int64',
      denied: 'String',
    }),
  ],
  fields: [
    'requestId',
    'timeMs',
    'workspaceId',
    'apiId',
    'space',
    'identityId',
    'owner',
    'keyId',
    'region',
    'source',
    'app_id',
    'code',
    'tags',
    'spentCredits',
    'latencyUs',
    'query',
    'price',
    'denied',
  ],
  partitionBy: DAY_OF_TIME,
  orderBy: '(workspace_id, time)',
  isLanding: true,
};

const LIMIT_CHECKS: RawTable = {
  name: 'limit_checks_raw',
  columns: [
    'request_id String DEFAULT requestId CODEC(ZSTD(1))',
    'time Int64 DEFAULT timeMs CODEC(Delta, ZSTD(1))',
    'workspace_id LowCardinality(String) DEFAULT workspaceId',
    'namespace_id LowCardinality(String) DEFAULT namespaceId',
    'identifier String CODEC(ZSTD(1))',
    'passed Bool',
    'latency Float64 DEFAULT latencyUs / 1000',
    'override_id LowCardinality(String) DEFAULT overrideId',
    '`limit` UInt64 CODEC(T64, ZSTD(1))',
    'remaining UInt64 CODEC(T64, ZSTD(1))',
    'reset_at Int64 DEFAULT resetAtMs CODEC(Delta, ZSTD(1))',
    'tokens UInt64 DEFAULT cost CODEC(T64, ZSTD(1))',
    'item UInt16',
    ...ephemeral({
      requestId: 'String',
      timeMs: 'Int64',
      workspaceId: 'String',
      namespaceId: 'String',
      latencyUs: 'Int64',
      overrideId: 'String',
      resetAtMs: 'Int64',
      cost: 'UInt64',
    }),
  ],
  fields: [
    'requestId',
    'timeMs',
    'workspaceId',
    'namespaceId',
    'identifier',
    'passed',
    'latencyUs',
    'overrideId',
    '`limit`',
    'remaining',
    'resetAtMs',
    'cost',
    'item',
  ],
  partitionBy: DAY_OF_TIME,
  orderBy: '(workspace_id, time)',
  isLanding: true,
};

/** Where the events of a kind land. */
export const RAW_TABLES: Readonly<Record<EventKind, RawTable>> = {
  verification: VERIFICATIONS,
  limit_check: LIMIT_CHECKS,
};

/** One row, which tells this engine from another one. */
export const IDENTITY_TABLE: EngineTable = {
  name: 'engine_identity',
  columns: ["workspace_id String DEFAULT ''", 'id String'],
  partitionBy: 'tuple()',
  orderBy: 'id',
  isLanding: false,
};

export const PLAIN_TABLES: readonly EngineTable[] = [...Object.values(RAW_TABLES), IDENTITY_TABLE];

function ephemeral(types: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(types).map(([name, type]) => `${name} ${type} EPHEMERAL`);
}
