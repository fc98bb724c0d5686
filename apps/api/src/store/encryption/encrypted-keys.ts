import { sql } from 'kysely';
import type { Db, Tx } from '../database/database.js';

interface StoredDataKey {
  readonly workspaceId: string;
  readonly dataKeyId: string;
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}

/** The encrypted copy of a key, with all that is needed to decrypt it except the master key. */
export interface EncryptedKey extends StoredDataKey {
  readonly keyId: string;
  readonly ciphertext: Buffer;
}

export async function findDataKey(
  db: Db,
  { workspaceId, dataKeyId }: { workspaceId: string; dataKeyId: string },
): Promise<StoredDataKey | undefined> {
  const row = await db
    .selectFrom('data_keys')
    .select(['master_key_id', 'wrapped'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', dataKeyId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { workspaceId, dataKeyId, masterKeyId: row.master_key_id, wrapped: row.wrapped };
}

/** Of several processes that create one data key at once, one succeeds. The others wait for it. */
export async function insertDataKeyIfMissing(
  db: Db,
  dataKey: StoredDataKey & { readonly nowMs: number },
): Promise<void> {
  await db
    .insertInto('data_keys')
    .values({
      workspace_id: dataKey.workspaceId,
      id: dataKey.dataKeyId,
      master_key_id: dataKey.masterKeyId,
      wrapped: dataKey.wrapped,
      created_at_ms: dataKey.nowMs,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .execute();
}

export async function insertEncryptedKey(
  tx: Tx,
  key: {
    readonly workspaceId: string;
    readonly keyId: string;
    readonly dataKeyId: string;
    readonly ciphertext: Buffer;
    readonly nowMs: number;
  },
): Promise<void> {
  await tx
    .insertInto('encrypted_keys')
    .values({
      workspace_id: key.workspaceId,
      key_id: key.keyId,
      data_key_id: key.dataKeyId,
      ciphertext: key.ciphertext,
      created_at_ms: key.nowMs,
    })
    .execute();
}

export async function deleteEncryptedKey(
  tx: Tx,
  { workspaceId, keyId }: { workspaceId: string; keyId: string },
): Promise<void> {
  await tx
    .deleteFrom('encrypted_keys')
    .where('workspace_id', '=', workspaceId)
    .where('key_id', '=', keyId)
    .execute();
}

/** The copies of at most `max` keys of the API. */
export async function deleteEncryptedKeysOfApi(
  tx: Tx,
  { workspaceId, apiId, max }: { workspaceId: string; apiId: string; max: number },
): Promise<void> {
  await sql`
    delete from encrypted_keys
    where workspace_id = ${workspaceId} and key_id in (
      select encrypted_keys.key_id
      from encrypted_keys
      join keys on keys.workspace_id = encrypted_keys.workspace_id
        and keys.id = encrypted_keys.key_id
      where encrypted_keys.workspace_id = ${workspaceId} and keys.api_id = ${apiId}
      limit ${max}
    )`.execute(tx);
}

/** The encrypted copies of those keys that are recoverable. */
export async function findEncryptedKeys(
  db: Db,
  { workspaceId, keyIds }: { workspaceId: string; keyIds: readonly string[] },
): Promise<EncryptedKey[]> {
  const rows = await db
    .selectFrom('encrypted_keys')
    .innerJoin('data_keys', (join) =>
      join
        .onRef('data_keys.workspace_id', '=', 'encrypted_keys.workspace_id')
        .onRef('data_keys.id', '=', 'encrypted_keys.data_key_id'),
    )
    .select([
      'encrypted_keys.key_id',
      'encrypted_keys.data_key_id',
      'encrypted_keys.ciphertext',
      'data_keys.master_key_id',
      'data_keys.wrapped',
    ])
    .where('encrypted_keys.workspace_id', '=', workspaceId)
    .where(({ eb, fn, val }) => eb('encrypted_keys.key_id', '=', fn.any(val([...keyIds]))))
    .orderBy('encrypted_keys.key_id')
    .execute();
  return rows.map((row) => ({
    workspaceId,
    keyId: row.key_id,
    dataKeyId: row.data_key_id,
    masterKeyId: row.master_key_id,
    wrapped: row.wrapped,
    ciphertext: row.ciphertext,
  }));
}

export async function isRecoverable(
  db: Db,
  { workspaceId, keyId }: { workspaceId: string; keyId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('encrypted_keys')
    .select('key_id')
    .where('workspace_id', '=', workspaceId)
    .where('key_id', '=', keyId)
    .executeTakeFirst();
  return row !== undefined;
}
