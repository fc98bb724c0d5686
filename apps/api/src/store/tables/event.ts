import type { Generated } from 'kysely';

/** Usage events and their sums. Those of migration 0002 are partitioned. */

export interface VerificationTable {
  workspace_id: string;
  time_ms: number;
  request_id: string;
  api_id: string;
  key_id: string;
  identity_id: string;
  code: string;
  tags: string[];
  spent_credits: number;
  latency_us: number;
}

export interface VerificationsPerHourTable {
  workspace_id: string;
  hour_ms: number;
  api_id: string;
  key_id: string;
  identity_id: string;
  code: string;
  count: number;
  spent_credits: number;
  latency_us: number;
}

export interface LimitCheckTable {
  workspace_id: string;
  time_ms: number;
  request_id: string;
  item: number;
  namespace_id: string;
  identifier: string;
  passed: boolean;
  cost: number;
  limit_max: number;
  remaining: number;
  reset_at_ms: number;
  override_id: string;
  latency_us: number;
}

export interface LimitChecksPerHourTable {
  workspace_id: string;
  hour_ms: number;
  namespace_id: string;
  identifier: string;
  count: number;
  passed: number;
  /** Text, because a sum of costs may be too large for an exact JavaScript number. */
  cost: string;
  passed_cost: string;
  latency_us: number;
}

/** How many identifiers have sums of their own. */
export interface LimitIdentifiersPerHourTable {
  workspace_id: string;
  hour_ms: number;
  count: number;
}

export interface KeyLastUsedTable {
  workspace_id: string;
  key_id: string;
  last_used_at_ms: number;
  /** Both are null in rows that no use has touched since the schema has them. */
  api_id: string | null;
  /** `last_used_at_ms` in whole minutes: an index on it changes once a minute, not at each use. */
  used_minute: number | null;
}

export interface BillablePerDayTable {
  workspace_id: string;
  day_ms: number;
  kind: string;
  slot: number;
  count: number;
}

/** A batch of events on its way to the analytics engine. Partitioned. */
export interface EventOutboxTable {
  time_ms: number;
  batch_id: string;
  kind: string;
  count: number;
  bytes: number;
  days: number[];
  landed_at_ms: Generated<number>;
  group_id: string | null;
  delivered_at_ms: number | null;
  refused_at_ms: number | null;
  payload: Buffer;
}

/** A day or month of the analytics engine whose sums are made from single events. */
export interface AnalyticsSpanTable {
  rollup: string;
  start_ms: number;
  changes: number;
  changed_at_ms: number;
  sealed_changes: Generated<number>;
  sealed_at_ms: number | null;
}

export interface AnalyticsEngineTable {
  id: string;
  adopted_at_ms: number;
}
