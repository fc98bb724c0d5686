import type { Selectable } from 'kysely';
import { foldCase } from '../../lib/fold-case.js';
import type { Db, Tx } from '../database/database.js';
import type { UserTable } from '../tables/people.js';

/** A person of the installation. Users belong to no workspace: see `memberships`. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** `null`: the person logs in by other means. */
  readonly passwordHash: string | null;
  readonly passwordChangedAtMs: number | null;
  readonly createdAtMs: number;
}

const COLUMNS = [
  'id',
  'email',
  'name',
  'password_hash',
  'password_changed_at_ms',
  'created_at_ms',
] as const;

export async function hasUsers(db: Db): Promise<boolean> {
  const row = await db.selectFrom('users').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}

export async function findUser(db: Db, id: string): Promise<User | undefined> {
  const row = await db.selectFrom('users').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toUser(row);
}

export async function findUserByEmail(db: Db, email: string): Promise<User | undefined> {
  const row = await db
    .selectFrom('users')
    .select(COLUMNS)
    .where('email_fold', '=', foldCase(email))
    .executeTakeFirst();
  return row === undefined ? undefined : toUser(row);
}

/** The same user, whom no other transaction changes before this one ends. */
export async function lockUser(tx: Tx, id: string): Promise<User | undefined> {
  const row = await tx
    .selectFrom('users')
    .select(COLUMNS)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : toUser(row);
}

export async function insertUser(
  tx: Tx,
  user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly passwordHash: string | null;
    readonly nowMs: number;
  },
): Promise<void> {
  const { id, email, name, passwordHash, nowMs } = user;
  await tx
    .insertInto('users')
    .values({
      id,
      email,
      email_fold: foldCase(email),
      name,
      password_hash: passwordHash,
      password_changed_at_ms: passwordHash === null ? null : nowMs,
      created_at_ms: nowMs,
      updated_at_ms: null,
    })
    .execute();
}

export async function renameUser(
  tx: Tx,
  { id, name, nowMs }: { id: string; name: string; nowMs: number },
): Promise<void> {
  await tx.updateTable('users').set({ name, updated_at_ms: nowMs }).where('id', '=', id).execute();
}

export async function storePassword(
  tx: Tx,
  { id, passwordHash, nowMs }: { id: string; passwordHash: string; nowMs: number },
): Promise<void> {
  await tx
    .updateTable('users')
    .set({ password_hash: passwordHash, password_changed_at_ms: nowMs, updated_at_ms: nowMs })
    .where('id', '=', id)
    .execute();
}

function toUser(row: Pick<Selectable<UserTable>, (typeof COLUMNS)[number]>): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    passwordHash: row.password_hash,
    passwordChangedAtMs: row.password_changed_at_ms,
    createdAtMs: row.created_at_ms,
  };
}
