import type { Db, Tx } from './database.js';

export interface Api {
  readonly id: string;
  readonly name: string;
  readonly keySpaceId: string;
  readonly defaultPrefix: string | null;
  readonly defaultByteLength: number | null;
}

export async function insertApi(
  tx: Tx,
  api: { workspaceId: string; id: string; name: string; keySpaceId: string; nowMs: number },
): Promise<void> {
  await tx
    .insertInto('apis')
    .values({
      workspace_id: api.workspaceId,
      id: api.id,
      name: api.name,
      key_space_id: api.keySpaceId,
      default_prefix: null,
      default_byte_length: null,
      created_at_ms: api.nowMs,
      updated_at_ms: null,
      deleted_at_ms: null,
    })
    .execute();
}

export async function findLiveApi(
  db: Db,
  api: { workspaceId: string; apiId: string },
): Promise<Api | undefined> {
  const row = await selectLiveApi(db, api).executeTakeFirst();
  return row === undefined ? undefined : toApi(row);
}

/**
 * The same, and nobody can delete the API before the transaction ends. Without the lock, a key
 * could be added to an API that is gone by the time it commits.
 */
export async function lockLiveApi(
  tx: Tx,
  api: { workspaceId: string; apiId: string },
): Promise<Api | undefined> {
  const row = await selectLiveApi(tx, api).forShare().executeTakeFirst();
  return row === undefined ? undefined : toApi(row);
}

function selectLiveApi(db: Db, api: { workspaceId: string; apiId: string }) {
  return db
    .selectFrom('apis')
    .select(['id', 'name', 'key_space_id', 'default_prefix', 'default_byte_length'])
    .where('workspace_id', '=', api.workspaceId)
    .where('id', '=', api.apiId)
    .where('deleted_at_ms', 'is', null);
}

function toApi(row: {
  id: string;
  name: string;
  key_space_id: string;
  default_prefix: string | null;
  default_byte_length: number | null;
}): Api {
  return {
    id: row.id,
    name: row.name,
    keySpaceId: row.key_space_id,
    defaultPrefix: row.default_prefix,
    defaultByteLength: row.default_byte_length,
  };
}
