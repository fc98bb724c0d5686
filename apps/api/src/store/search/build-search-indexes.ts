import { sql } from 'kysely';
import { SEARCH_INDEXES, type SearchIndex } from '../../../migrations/0011-search.js';
import { AUDIT_INDEXES } from '../../../migrations/0015-audit-requests.js';
import type { Db } from '../database/database.js';

/*
 * The indexes of searches on tables that were large when their migration ran.
 *
 * | state of an index | what may happen | what leads to the next |
 * |---|---|---|
 * | MISSING | lists read other indexes | a build begins: BUILDING |
 * | BUILDING: writes go on, and the index has them | lists read other indexes | the build ends: BUILT; it fails, or its process dies: INVALID |
 * | INVALID | lists read other indexes | it is removed: MISSING |
 * | BUILT | searches read it | – |
 *
 * A lock of the session lets one process build at a time. The server keeps all states, so any
 * process can go on where another one has ended.
 */

/** All that a large database gets beside the work of the service. */
export const BUILT_INDEXES: readonly SearchIndex[] = [...SEARCH_INDEXES, ...AUDIT_INDEXES];

const LOCK = 'unlatch.search_indexes';
const FILLED_AT_ONCE = 5000;

export type BuildOutcome = 'built' | 'busy';

/**
 * Builds all that are missing. `db` has one connection, without a short statement time-out. Writers
 * of the tables are not blocked. `busy`: another process is at it.
 */
export async function buildSearchIndexes(
  db: Db,
  onBuilt: (name: string) => void,
): Promise<BuildOutcome> {
  const missing = await missingIndexes(db);
  if (missing.length === 0) return 'built';
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_lock(hashtext(${LOCK})) as locked`.execute(db);
  if (rows[0]?.locked !== true) return 'busy';
  try {
    await completeLastUses(db);
    for (const { name, definition } of missing) {
      await sql`drop index concurrently if exists ${sql.id(name)}`.execute(db);
      await sql.raw(`create index concurrently ${name} ${definition}`).execute(db);
      onBuilt(name);
    }
    return 'built';
  } finally {
    await sql`select pg_advisory_unlock(hashtext(${LOCK}))`.execute(db);
  }
}

/** The session of the only connection of `db`. */
export async function sessionId(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`select pg_backend_pid() as id`.execute(db);
  return rows[0]?.id ?? 0;
}

/** Ends what the session has under way, and closes it. */
export async function endSession(db: Db, id: number): Promise<void> {
  await sql`select pg_terminate_backend(${id}::integer)`.execute(db);
}

/** Whether it can be read. An index that is being built, or whose build has failed, cannot. */
export async function isIndexBuilt(db: Db, name: string): Promise<boolean> {
  const { rows } = await sql`
    select indexrelid from pg_index where indexrelid = to_regclass(${name}) and indisvalid`.execute(
    db,
  );
  return rows.length > 0;
}

async function missingIndexes(db: Db) {
  const missing = [];
  for (const index of BUILT_INDEXES) {
    if (!(await isIndexBuilt(db, index.name))) missing.push(index);
  }
  return missing;
}

/** The trigger of the table fills in what rows from before the migration lack. */
async function completeLastUses(db: Db): Promise<void> {
  for (let more = true; more; ) {
    const { numAffectedRows = 0n } = await sql`
      update key_last_used set last_used_at_ms = last_used_at_ms
      where (workspace_id, key_id) in (
        select workspace_id, key_id from key_last_used
        where api_id is null limit ${sql.lit(FILLED_AT_ONCE)}
      )`.execute(db);
    more = numAffectedRows > 0n;
  }
}
