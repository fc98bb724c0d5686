import type { Db, Tx } from '../database/database.js';

/** A secret as it is stored. */
export interface Sealed {
  readonly keyId: string;
  readonly sealed: Buffer;
}

/** The authenticator app of a person. */
export interface StoredTotp {
  /** `null`: it is not in use. */
  readonly secret: Sealed | null;
  /** Of an app that is being set up. */
  readonly pending: Sealed | null;
  readonly lastStep: number;
}

export async function findTotp(db: Db, userId: string): Promise<StoredTotp | undefined> {
  const row = await selectTotp(db, userId).executeTakeFirst();
  return row === undefined ? undefined : toTotp(row);
}

/** Whether logging in with a password asks for a code. */
export async function hasTotp(db: Db, userId: string): Promise<boolean> {
  const totp = await findTotp(db, userId);
  return totp !== undefined && totp.secret !== null;
}

export async function lockTotp(tx: Tx, userId: string): Promise<StoredTotp | undefined> {
  const row = await selectTotp(tx, userId).forNoKeyUpdate().executeTakeFirst();
  return row === undefined ? undefined : toTotp(row);
}

/** An app that is in use stays so. */
export async function putPendingTotp(
  tx: Tx,
  { userId, pending, nowMs }: { userId: string; pending: Sealed; nowMs: number },
): Promise<void> {
  const values = { pending: pending.sealed, pending_key_id: pending.keyId, updated_at_ms: nowMs };
  await tx
    .insertInto('user_totps')
    .values({ user_id: userId, secret: null, secret_key_id: null, last_step: 0, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute();
}

/** The pending secret takes the place of the one in use. `lockTotp` comes first. */
export async function usePendingTotp(
  tx: Tx,
  { userId, step, nowMs }: { userId: string; step: number; nowMs: number },
): Promise<void> {
  await tx
    .updateTable('user_totps')
    .set((eb) => ({
      secret: eb.ref('pending'),
      secret_key_id: eb.ref('pending_key_id'),
      pending: null,
      pending_key_id: null,
      last_step: step,
      updated_at_ms: nowMs,
    }))
    .where('user_id', '=', userId)
    .execute();
}

/** False: a code of this step or of a later one was accepted before. So each code works once. */
export async function claimTotpStep(
  tx: Tx,
  { userId, step }: { userId: string; step: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('user_totps')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where('secret', 'is not', null)
    .where('last_step', '<', step)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export async function removeTotp(tx: Tx, userId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('user_totps')
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** The earlier codes end. */
export async function replaceRecoveryCodes(
  tx: Tx,
  { userId, hashes }: { userId: string; hashes: readonly string[] },
): Promise<void> {
  await tx.deleteFrom('user_recovery_codes').where('user_id', '=', userId).execute();
  if (hashes.length === 0) return;
  await tx
    .insertInto('user_recovery_codes')
    .values(hashes.map((hash) => ({ user_id: userId, code_hash: hash })))
    .execute();
}

/** False: there is no such code. Of several requests at once with one code, one gets it. */
export async function useUpRecoveryCode(
  tx: Tx,
  { userId, hash }: { userId: string; hash: string },
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('user_recovery_codes')
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export async function hasRecoveryCode(
  db: Db,
  { userId, hash }: { userId: string; hash: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('user_recovery_codes')
    .select('code_hash')
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .executeTakeFirst();
  return row !== undefined;
}

export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  const { codes } = await db
    .selectFrom('user_recovery_codes')
    .select(({ fn }) => fn.countAll<number>().as('codes'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return codes;
}

function selectTotp(db: Db, userId: string) {
  return db
    .selectFrom('user_totps')
    .select(['secret', 'secret_key_id', 'pending', 'pending_key_id', 'last_step'])
    .where('user_id', '=', userId);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectTotp>['executeTakeFirstOrThrow']>>;

function toTotp(row: Row): StoredTotp {
  return {
    secret: toSealed(row.secret_key_id, row.secret),
    pending: toSealed(row.pending_key_id, row.pending),
    lastStep: row.last_step,
  };
}

function toSealed(keyId: string | null, sealed: Buffer | null): Sealed | null {
  return keyId === null || sealed === null ? null : { keyId, sealed };
}
