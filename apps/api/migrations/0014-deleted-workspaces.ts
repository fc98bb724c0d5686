import { type Kysely, sql } from 'kysely';

/** A program without it would go on to accept the root keys of a deleted workspace. */
export const kind = 'breaking';

/** The row of a deleted workspace stays, with all that belongs to it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table workspaces add column deleted_at_ms bigint`.execute(db);
}
