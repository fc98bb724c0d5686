import { type Kysely, sql } from 'kysely';

/**
 * It makes indexes of tables that may be large, and blocks writes while they are built.
 *
 * They are not left to the job of `0011-search.ts`: databases have stored this mark, and each upgrade
 * that comes by here meets later migrations that are breaking anyway.
 */
export const kind = 'breaking';

/** For the job that removes what was deleted long ago: the rows that are marked, oldest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['keys', 'identities', 'root_keys']) {
    await sql`
      create index ${sql.id(`${table}_deleted`)} on ${sql.table(table)} (deleted_at_ms)
      where deleted_at_ms is not null`.execute(db);
  }
}
