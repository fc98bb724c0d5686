import type { Db, Tx } from '../database/database.js';

/** A key that seals what belongs to people and not to a workspace. */
export interface InstallationKey {
  readonly id: string;
  /** `null`: it is stored as it is. */
  readonly masterKeyId: string | null;
  readonly wrapped: Buffer;
}

const COLUMNS = ['id', 'master_key_id', 'wrapped'] as const;

export async function findInstallationKey(
  db: Db,
  id: string,
): Promise<InstallationKey | undefined> {
  const row = await db
    .selectFrom('installation_keys')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, masterKeyId: row.master_key_id, wrapped: row.wrapped };
}

/** Another process may have been faster: then its key stays. */
export async function insertInstallationKeyIfMissing(
  db: Db,
  key: InstallationKey & { readonly nowMs: number },
): Promise<void> {
  await db
    .insertInto('installation_keys')
    .values({
      id: key.id,
      master_key_id: key.masterKeyId,
      wrapped: key.wrapped,
      created_at_ms: key.nowMs,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Those that a master key wraps. There are as many as there ever were master keys. */
export async function listWrappedInstallationKeys(db: Db): Promise<InstallationKey[]> {
  const rows = await db
    .selectFrom('installation_keys')
    .select(COLUMNS)
    .where('master_key_id', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    masterKeyId: row.master_key_id,
    wrapped: row.wrapped,
  }));
}

/** Those that another master key wraps. There are as many as there ever were master keys. */
export async function lockForeignInstallationKeys(
  tx: Tx,
  masterKeyId: string,
): Promise<InstallationKey[]> {
  const rows = await tx
    .selectFrom('installation_keys')
    .select(COLUMNS)
    .where('master_key_id', '<>', masterKeyId)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows.map((row) => ({
    id: row.id,
    masterKeyId: row.master_key_id,
    wrapped: row.wrapped,
  }));
}

export async function storeInstallationKey(tx: Tx, key: InstallationKey): Promise<void> {
  await tx
    .updateTable('installation_keys')
    .set({ master_key_id: key.masterKeyId, wrapped: key.wrapped })
    .where('id', '=', key.id)
    .execute();
}
