import { type Kysely, sql } from 'kysely';

/** Programs read and write both forms alike. */
export const kind = 'compatible';

/**
 * Large meta is no longer compressed. A page of a list ends by the sizes of its rows, and the size
 * of a compressed value is known only when all of it has been unpacked. A list of a hundred
 * identities with much meta so kept the database busy for a tenth of a second. Values that are
 * stored already stay as they are until they are written again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['identities', 'keys']) {
    await sql.raw(`alter table ${table} alter column meta set storage external`).execute(db);
  }
}
