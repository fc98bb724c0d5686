import type { Db, Tx } from './database.js';

/** A root key as the database has it; grants are parsed above. */
export interface StoredRootKey {
  readonly hash: string;
  readonly id: string;
  readonly workspaceId: string;
  readonly workspaceEnabled: boolean;
  readonly name: string | null;
  readonly permissions: readonly string[];
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
}

interface NewRootKey {
  readonly workspaceId: string;
  readonly id: string;
  readonly hash: string;
  readonly start: string;
  readonly name: string | null;
  readonly permissions: readonly string[];
  readonly nowMs: number;
}

export async function insertRootKey(tx: Tx, rootKey: NewRootKey): Promise<void> {
  await tx
    .insertInto('root_keys')
    .values({
      workspace_id: rootKey.workspaceId,
      id: rootKey.id,
      hash: rootKey.hash,
      start: rootKey.start,
      name: rootKey.name,
      permissions: [...rootKey.permissions],
      enabled: true,
      expires_at_ms: null,
      created_at_ms: rootKey.nowMs,
      updated_at_ms: null,
      deleted_at_ms: null,
    })
    .execute();
}

/** Not scoped to a workspace: the hash of a secret is what tells the workspace. */
export async function findRootKeysByHash(
  db: Db,
  hashes: readonly string[],
): Promise<StoredRootKey[]> {
  const rows = await db
    .selectFrom('root_keys')
    .innerJoin('workspaces', 'workspaces.id', 'root_keys.workspace_id')
    .select([
      'root_keys.hash',
      'root_keys.id',
      'root_keys.workspace_id',
      'workspaces.enabled as workspace_enabled',
      'root_keys.name',
      'root_keys.permissions',
      'root_keys.enabled',
      'root_keys.expires_at_ms',
    ])
    .where(({ eb, val, fn }) => eb('root_keys.hash', '=', fn.any(val([...hashes]))))
    .where('root_keys.deleted_at_ms', 'is', null)
    .execute();
  return rows.map((row) => ({
    hash: row.hash,
    id: row.id,
    workspaceId: row.workspace_id,
    workspaceEnabled: row.workspace_enabled,
    name: row.name,
    permissions: row.permissions,
    enabled: row.enabled,
    expiresAtMs: row.expires_at_ms,
  }));
}
