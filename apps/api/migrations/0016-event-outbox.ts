import { type Kysely, sql } from 'kysely';

/** Programs without it write events as rows, which a job moves into the outbox. */
export const kind = 'compatible';

/**
 * Batches of events on their way to the analytics engine. See docs/analytics/pipeline.md.
 *
 * - `event_outbox`: one row is one batch, as the recorder encoded it. It stands in place of the
 *   rows of `verifications` and `limit_checks`. It is partitioned by the day of its first event.
 * - `analytics_spans`: how often a day or month of the engine has changed, and how often it had
 *   changed when its sums were made last. What differs has to be summed again.
 * - `analytics_engines`: the engine that has the delivered batches. Another engine gets them again.
 *
 * Payloads are compressed by lz4 where the server was built with it, which takes a quarter of the
 * time of its own method.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** The clock of the database: the processes that write and those that deliver have others. */
const DATABASE_NOW_MS = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

const STATEMENTS: readonly string[] = [
  `create table event_outbox (
    time_ms bigint not null,
    batch_id text collate "C" not null,
    kind text collate "C" not null,
    count integer not null,
    bytes integer not null,
    days integer[] not null,
    landed_at_ms bigint not null default ${DATABASE_NOW_MS},
    group_id text collate "C",
    delivered_at_ms bigint,
    refused_at_ms bigint,
    payload bytea not null,
    primary key (time_ms, batch_id)
  ) partition by range (time_ms)`,
  `create index event_outbox_waiting on event_outbox (kind, landed_at_ms, batch_id)
    where group_id is null`,
  `create index event_outbox_grouped on event_outbox (kind, group_id)
    where group_id is not null and delivered_at_ms is null and refused_at_ms is null`,
  `do $$ begin
    alter table event_outbox alter column payload set compression lz4;
  exception when feature_not_supported then null;
  end $$`,
  `create table analytics_spans (
    rollup text collate "C" not null,
    start_ms bigint not null,
    changes bigint not null,
    changed_at_ms bigint not null,
    sealed_changes bigint not null default 0,
    sealed_at_ms bigint,
    primary key (rollup, start_ms)
  )`,
  `create table analytics_engines (
    id text collate "C" not null primary key,
    adopted_at_ms bigint not null
  )`,
];
