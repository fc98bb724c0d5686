import { type Kysely, sql } from 'kysely';

/** A program without it recognises a batch by the primary keys that this migration removes. */
export const kind = 'breaking';

/**
 * A batch of events is recognised by one row of its own. Before, each event was recognised by its
 * primary key, which cost a third of the time to write it.
 *
 * - Batches are partitioned like the events in them, and are removed with them.
 * - Events keep an index for the events of a tenant in a period. Without a unique key, logical
 *   replication needs to know what identifies a deleted row: all of its columns. That is set for
 *   each partition; see store/event-partitions.ts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  for (const table of ['verifications', 'limit_checks']) {
    const { rows } = await sql<{ name: string }>`
      select inhrelid::regclass::text as name from pg_inherits
      where inhparent = ${table}::regclass`.execute(db);
    for (const { name } of rows) {
      await sql.raw(`alter table ${name} replica identity full`).execute(db);
    }
  }
}

const STATEMENTS: readonly string[] = [
  `create table event_batches (
    time_ms bigint not null,
    id text collate "C" not null,
    primary key (time_ms, id)
  ) partition by range (time_ms)`,
  'alter table verifications drop constraint verifications_pkey',
  'create index verifications_by_time on verifications (workspace_id, time_ms)',
  'alter table limit_checks drop constraint limit_checks_pkey',
  'create index limit_checks_by_time on limit_checks (workspace_id, time_ms)',
];
