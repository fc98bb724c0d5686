import { type Kysely, sql } from 'kysely';

/** It drops a column that a program before it may read. */
export const kind = 'breaking';

/**
 * Usage events: what was answered. docs/data-model.md explains them; these are the rules:
 *
 * - Tables are partitioned by UTC day, so that removing a day costs as much as removing a file. The
 *   service makes partitions, ahead of time and when a day needs one; see
 *   store/event-partitions.ts.
 * - The primary key makes a batch recognisable that is written twice. It is also the index for the
 *   events of a tenant in a period. The request id makes it unique.
 * - No foreign keys: an event says what happened, and outlives what it is about. A column without a
 *   value, such as the key id of an unknown key, is empty and not null.
 * - Latencies are whole microseconds, because sums of integers do not depend on their order.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS: readonly string[] = [
  `create table verifications (
    workspace_id text collate "C" not null,
    time_ms bigint not null,
    request_id text collate "C" not null,
    api_id text collate "C" not null,
    key_id text collate "C" not null,
    identity_id text collate "C" not null,
    code text collate "C" not null,
    tags text[] not null,
    spent_credits bigint not null,
    latency_us integer not null,
    primary key (workspace_id, time_ms, request_id)
  ) partition by range (time_ms)`,

  `create table verifications_per_hour (
    workspace_id text collate "C" not null,
    hour_ms bigint not null,
    api_id text collate "C" not null,
    key_id text collate "C" not null,
    identity_id text collate "C" not null,
    code text collate "C" not null,
    count bigint not null,
    spent_credits bigint not null,
    latency_us bigint not null,
    primary key (workspace_id, hour_ms, api_id, key_id, identity_id, code)
  ) partition by range (hour_ms)`,

  // One request can check several limits; `item` is the place of each.
  `create table limit_checks (
    workspace_id text collate "C" not null,
    time_ms bigint not null,
    request_id text collate "C" not null,
    item smallint not null,
    namespace_id text collate "C" not null,
    identifier text collate "C" not null,
    passed boolean not null,
    cost bigint not null,
    limit_max bigint not null,
    remaining bigint not null,
    reset_at_ms bigint not null,
    override_id text collate "C" not null,
    latency_us integer not null,
    primary key (workspace_id, time_ms, request_id, item)
  ) partition by range (time_ms)`,

  `create table limit_checks_per_hour (
    workspace_id text collate "C" not null,
    hour_ms bigint not null,
    namespace_id text collate "C" not null,
    identifier text collate "C" not null,
    count bigint not null,
    passed bigint not null,
    cost numeric not null,
    passed_cost numeric not null,
    latency_us bigint not null,
    primary key (workspace_id, hour_ms, namespace_id, identifier)
  ) partition by range (hour_ms)`,

  // Separate from the keys, which would otherwise be rewritten all the time. The space left free in
  // each page lets an update stay on its page.
  `create table key_last_used (
    workspace_id text collate "C" not null,
    key_id text collate "C" not null,
    last_used_at_ms bigint not null,
    primary key (workspace_id, key_id),
    foreign key (workspace_id, key_id) references keys (workspace_id, id) on delete cascade
  ) with (fillfactor = 70)`,
  `alter table keys drop column last_used_at_ms`,
];
