import { sql } from 'kysely';
import type { Db, Tx } from './database.js';

export async function insertWorkspace(
  tx: Tx,
  workspace: { id: string; name: string; nowMs: number },
): Promise<void> {
  await tx
    .insertInto('workspaces')
    .values({
      id: workspace.id,
      name: workspace.name,
      enabled: true,
      created_at_ms: workspace.nowMs,
      updated_at_ms: null,
    })
    .execute();
}

export async function hasWorkspaces(db: Db): Promise<boolean> {
  const row = await db.selectFrom('workspaces').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Held until the transaction ends: of several processes that start at once, one sets up. */
export async function lockSetup(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('unlatch.setup'))`.execute(tx);
}
