import { type Kysely, sql } from 'kysely';

/** An older program finds a key by its hash alone, and its imports need the constraint. */
export const kind = 'breaking';

/**
 * A hash is unique within a workspace. When it was unique over all workspaces, an import showed
 * whether another workspace had a key, and could take the hash of a key before its owner came.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENT).execute(db);
}

const STATEMENT = `alter table keys
  drop constraint keys_hash_key,
  add constraint keys_workspace_id_hash_key unique (workspace_id, hash)`;
