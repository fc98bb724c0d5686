import { sql } from 'kysely';
import type { Tx } from '../database/database.js';

/**
 * Marks keys of deleted APIs as deleted, at the moment at which their API was, and removes their
 * encrypted copies: at most `max` keys. Returns how many. A key that another transaction has locked
 * is left for the next time.
 */
export async function deleteKeysOfDeletedApis(tx: Tx, { max }: { max: number }): Promise<number> {
  const { rows } = await sql<{ workspaceId: string; keyId: string }>`
    with left_over as (
      select keys.workspace_id, keys.id, apis.deleted_at_ms
      from apis
      cross join lateral (
        select keys.workspace_id, keys.id
        from keys
        where keys.workspace_id = apis.workspace_id
          and keys.api_id = apis.id
          and keys.deleted_at_ms is null
        order by keys.id
        limit ${max}
        for update skip locked
      ) as keys
      where apis.deleted_at_ms is not null
      limit ${max}
    )
    update keys set deleted_at_ms = left_over.deleted_at_ms
    from left_over
    where keys.workspace_id = left_over.workspace_id and keys.id = left_over.id
    returning keys.workspace_id as "workspaceId", keys.id as "keyId"`.execute(tx);
  await sql`
    delete from encrypted_keys
    using unnest(
      ${rows.map(({ workspaceId }) => workspaceId)}::text[],
      ${rows.map(({ keyId }) => keyId)}::text[]
    ) as gone (workspace_id, key_id)
    where encrypted_keys.workspace_id = gone.workspace_id
      and encrypted_keys.key_id = gone.key_id`.execute(tx);
  return rows.length;
}
