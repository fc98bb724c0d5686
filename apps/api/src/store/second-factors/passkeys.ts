import type { Selectable } from 'kysely';
import type { Db, Tx } from '../database/database.js';
import type { UserPasskeyTable } from '../tables/second-factor.js';

/** A passkey of a person. Its private part never leaves the authenticator. */
export interface StoredPasskey {
  readonly id: string;
  readonly userId: string;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly isSynced: boolean;
  readonly name: string;
  readonly createdAtMs: number;
  /** `null`: never. */
  readonly lastUsedAtMs: number | null;
}

/** A person needs few, and an authenticator gets the ids of all. */
export const PASSKEYS_OF_PERSON_MAX = 20;

const COLUMNS = [
  'id',
  'user_id',
  'credential_id',
  'public_key',
  'counter',
  'transports',
  'is_synced',
  'name',
  'created_at_ms',
  'last_used_at_ms',
] as const;

export async function listPasskeys(db: Db, userId: string): Promise<StoredPasskey[]> {
  const rows = await db
    .selectFrom('user_passkeys')
    .select(COLUMNS)
    .where('user_id', '=', userId)
    .orderBy('id')
    .limit(PASSKEYS_OF_PERSON_MAX)
    .execute();
  return rows.map(toPasskey);
}

/** Not scoped to a person: the question is whose it is. */
export async function findPasskey(
  db: Db,
  credentialId: string,
): Promise<StoredPasskey | undefined> {
  const row = await db
    .selectFrom('user_passkeys')
    .select(COLUMNS)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
  return row === undefined ? undefined : toPasskey(row);
}

/** False: the authenticator has it registered already, for this person or for another one. */
export async function insertPasskey(tx: Tx, passkey: StoredPasskey): Promise<boolean> {
  const inserted = await tx
    .insertInto('user_passkeys')
    .values({
      id: passkey.id,
      user_id: passkey.userId,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: [...passkey.transports],
      is_synced: passkey.isSynced,
      name: passkey.name,
      created_at_ms: passkey.createdAtMs,
      last_used_at_ms: passkey.lastUsedAtMs,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/**
 * Takes note of a use. False: the passkey is gone, or its counter did not grow although it counts.
 * Two authenticators then have one key, so neither can be trusted.
 */
export async function notePasskeyUse(
  tx: Tx,
  { id, counter, nowMs }: { id: string; counter: number; nowMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('user_passkeys')
    .set({ counter, last_used_at_ms: nowMs })
    .where('id', '=', id)
    .where(({ eb, or, and }) =>
      or([eb('counter', '<', counter), and([eb('counter', '=', 0), eb.val(counter === 0)])]),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export async function removePasskey(
  tx: Tx,
  { userId, id }: { userId: string; id: string },
): Promise<StoredPasskey | undefined> {
  const row = await tx
    .deleteFrom('user_passkeys')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row === undefined ? undefined : toPasskey(row);
}

/** False: it was used before. Removes what has expired, a few at a time. */
export async function claimChallenge(
  tx: Tx,
  part: { readonly hash: string; readonly expiresAtMs: number; readonly nowMs: number },
): Promise<boolean> {
  await tx
    .deleteFrom('used_challenges')
    .where('challenge_hash', 'in', (eb) =>
      eb
        .selectFrom('used_challenges')
        .select('challenge_hash')
        .where('expires_at_ms', '<=', part.nowMs)
        .limit(EXPIRED_AT_ONCE)
        .forUpdate()
        .skipLocked(),
    )
    .execute();
  const inserted = await tx
    .insertInto('used_challenges')
    .values({ challenge_hash: part.hash, expires_at_ms: part.expiresAtMs })
    .onConflict((conflict) => conflict.column('challenge_hash').doNothing())
    .returning('challenge_hash')
    .executeTakeFirst();
  return inserted !== undefined;
}

const EXPIRED_AT_ONCE = 100;

function toPasskey(
  row: Pick<Selectable<UserPasskeyTable>, (typeof COLUMNS)[number]>,
): StoredPasskey {
  return {
    id: row.id,
    userId: row.user_id,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports,
    isSynced: row.is_synced,
    name: row.name,
    createdAtMs: row.created_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
  };
}
