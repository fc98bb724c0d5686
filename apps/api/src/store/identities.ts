import { sql } from 'kysely';
import { newId } from '../lib/ids.js';
import type { Tx } from './database.js';

/**
 * The live identity with this external id, made if there is none. Two calls with one external id
 * at once share one identity: the unique index lets one insert, the other waits and then reads it.
 */
export async function ensureIdentity(
  tx: Tx,
  identity: { workspaceId: string; externalId: string; nowMs: number },
): Promise<{ readonly id: string; readonly created: boolean }> {
  const { workspaceId, externalId, nowMs } = identity;
  const existing = await findLiveIdentityId(tx, { workspaceId, externalId });
  if (existing !== undefined) return { id: existing, created: false };
  const inserted = await tx
    .insertInto('identities')
    .values({
      workspace_id: workspaceId,
      id: newId('id', nowMs),
      external_id: externalId,
      created_at_ms: nowMs,
      updated_at_ms: null,
      deleted_at_ms: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'external_id'])
        .where('deleted_at_ms', 'is', null)
        // Changes nothing, but locks and returns the row that another call has just inserted.
        .doUpdateSet({ external_id: sql.ref('excluded.external_id') }),
    )
    .returning(['id', sql<boolean>`xmax = 0`.as('created')])
    .executeTakeFirstOrThrow();
  return inserted;
}

async function findLiveIdentityId(
  tx: Tx,
  identity: { workspaceId: string; externalId: string },
): Promise<string | undefined> {
  // The lock keeps the identity from being deleted before the key that refers to it is committed.
  const row = await tx
    .selectFrom('identities')
    .select('id')
    .where('workspace_id', '=', identity.workspaceId)
    .where('external_id', '=', identity.externalId)
    .where('deleted_at_ms', 'is', null)
    .forShare()
    .executeTakeFirst();
  return row?.id;
}
