import { type Selectable, sql } from 'kysely';
import {
  SESSION_IDLE_MS,
  SESSIONS_OF_PERSON_MAX,
  type SessionFacts,
  type SessionLevel,
} from '../../domain/people/session.js';
import type { Db, Tx } from '../database/database.js';
import type { UserSessionTable } from '../tables/people.js';

/** A session with its person. The token itself is nowhere: its SHA-256 finds the row. */
export interface StoredSession extends SessionFacts {
  readonly tokenHash: string;
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly userName: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export async function insertSession(
  tx: Tx,
  session: {
    readonly tokenHash: string;
    readonly id: string;
    readonly userId: string;
    readonly level: SessionLevel;
    readonly steppedUpAtMs: number | null;
    readonly expiresAtMs: number;
    readonly ip: string | null;
    readonly userAgent: string | null;
    readonly nowMs: number;
  },
): Promise<void> {
  const { nowMs } = session;
  await tx
    .insertInto('user_sessions')
    .values({
      token_hash: session.tokenHash,
      id: session.id,
      user_id: session.userId,
      level: session.level,
      created_at_ms: nowMs,
      seen_at_ms: nowMs,
      expires_at_ms: session.expiresAtMs,
      stepped_up_at_ms: session.steppedUpAtMs,
      ip: session.ip,
      user_agent: session.userAgent,
    })
    .execute();
}

/**
 * Gives a session another token, with what it gains by that. `false`: another request has done so,
 * or the session has ended.
 */
export async function replaceToken(
  tx: Tx,
  session: {
    readonly oldHash: string;
    readonly newHash: string;
    readonly level: SessionLevel;
    readonly steppedUpAtMs: number | null;
    readonly nowMs: number;
  },
): Promise<boolean> {
  const { oldHash, newHash, level, steppedUpAtMs, nowMs } = session;
  const { numUpdatedRows } = await tx
    .updateTable('user_sessions')
    .set({
      token_hash: newHash,
      level,
      must_renew: false,
      stepped_up_at_ms: steppedUpAtMs,
      seen_at_ms: nowMs,
    })
    .where('token_hash', '=', oldHash)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** What a change of role asks of all sessions of the person. */
export async function renewSessions(tx: Tx, userId: string): Promise<void> {
  await tx
    .updateTable('user_sessions')
    .set({ must_renew: true })
    .where('user_id', '=', userId)
    .execute();
}

/** Not scoped to a workspace: a session belongs to a person. */
export async function findSessionsByHash(
  db: Db,
  hashes: readonly string[],
): Promise<readonly StoredSession[]> {
  const rows = await selectSessions(db)
    .where(({ eb, val, fn }) => eb('user_sessions.token_hash', '=', fn.any(val([...hashes]))))
    .execute();
  return rows.map(toSession);
}

/** Those that have not ended, the latest first. */
export async function listSessions(
  db: Db,
  { userId, nowMs }: { userId: string; nowMs: number },
): Promise<readonly StoredSession[]> {
  const rows = await selectSessions(db)
    .where('user_sessions.user_id', '=', userId)
    .where('user_sessions.expires_at_ms', '>', nowMs)
    .where('user_sessions.seen_at_ms', '>', nowMs - SESSION_IDLE_MS)
    .orderBy('user_sessions.seen_at_ms', 'desc')
    .orderBy('user_sessions.id', 'desc')
    .limit(SESSIONS_OF_PERSON_MAX)
    .execute();
  return rows.map(toSession);
}

/** Keeps the later time. It changes nothing that any process remembers. */
export async function storeSeen(
  db: Db,
  { tokenHash, nowMs }: { tokenHash: string; nowMs: number },
): Promise<void> {
  await db
    .updateTable('user_sessions')
    .set({ seen_at_ms: nowMs })
    .where('token_hash', '=', tokenHash)
    .where('seen_at_ms', '<', nowMs)
    .execute();
}

/** Which sessions of a person end. */
export type Ending =
  | { readonly kind: 'all' }
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'others'; readonly id: string };

/** Returns the hashes of their tokens, for the notification. */
export async function deleteSessions(
  tx: Tx,
  { userId, ending }: { userId: string; ending: Ending },
): Promise<readonly string[]> {
  const rows = await tx
    .deleteFrom('user_sessions')
    .where('user_id', '=', userId)
    .$if(ending.kind === 'one', (query) =>
      query.where('id', '=', ending.kind === 'one' ? ending.id : ''),
    )
    .$if(ending.kind === 'others', (query) =>
      query.where('id', '<>', ending.kind === 'others' ? ending.id : ''),
    )
    .returning('token_hash')
    .execute();
  return rows.map((row) => row.token_hash);
}

/** Makes room for one more. Returns the hashes of the tokens of those that have ended. */
export async function deleteOldestSessions(tx: Tx, userId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ token_hash: string }>`
    delete from user_sessions where token_hash in (
      select token_hash from user_sessions where user_id = ${userId}
      order by seen_at_ms desc, id desc
      offset ${SESSIONS_OF_PERSON_MAX - 1}
    ) returning token_hash`.execute(tx);
  return rows.map((row) => row.token_hash);
}

/** Removes rows of sessions that have ended by time, at most `max`. Returns how many. */
export async function deleteEndedSessions(
  tx: Tx,
  { nowMs, max }: { nowMs: number; max: number },
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from user_sessions where token_hash in (
      select token_hash from user_sessions
      where seen_at_ms <= ${nowMs - SESSION_IDLE_MS} or expires_at_ms <= ${nowMs}
      order by seen_at_ms limit ${max}
      for update skip locked
    )`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

const COLUMNS = [
  'user_sessions.token_hash',
  'user_sessions.id',
  'user_sessions.user_id',
  'user_sessions.level',
  'user_sessions.must_renew',
  'user_sessions.created_at_ms',
  'user_sessions.seen_at_ms',
  'user_sessions.expires_at_ms',
  'user_sessions.stepped_up_at_ms',
  'user_sessions.ip',
  'user_sessions.user_agent',
] as const;

function selectSessions(db: Db) {
  return db
    .selectFrom('user_sessions')
    .innerJoin('users', 'users.id', 'user_sessions.user_id')
    .select(COLUMNS)
    .select(['users.email', 'users.name']);
}

function toSession(
  row: Selectable<UserSessionTable> & { readonly email: string; readonly name: string },
): StoredSession {
  return {
    tokenHash: row.token_hash,
    id: row.id,
    userId: row.user_id,
    email: row.email,
    userName: row.name,
    // The table admits no other values.
    level: row.level === 'full' ? 'full' : 'totpNeeded',
    mustRenew: row.must_renew,
    createdAtMs: row.created_at_ms,
    seenAtMs: row.seen_at_ms,
    expiresAtMs: row.expires_at_ms,
    steppedUpAtMs: row.stepped_up_at_ms,
    ip: row.ip,
    userAgent: row.user_agent,
  };
}
