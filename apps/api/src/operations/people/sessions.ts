import { sessionBegun, sessionEnded } from '../../domain/audit/people.js';
import { SESSION_LIFETIME_MS, type SessionLevel } from '../../domain/people/session.js';
import { hashToken, newSessionToken } from '../../engine/people/tokens.js';
import { newId } from '../../lib/ids.js';
import type { Tx } from '../../store/database/database.js';
import {
  deleteOldestSessions,
  deleteSessions,
  type Ending,
  insertSession,
  replaceToken,
} from '../../store/people/sessions.js';
import type { PersonOrigin, PersonRecord } from './commit-person-change.js';

/* The transitions of sessions: see the table in `domain/people/session.ts`. */

const USER_AGENT_LENGTH_MAX = 512;

interface Person {
  readonly id: string;
  readonly email: string;
}

/**
 * Begins a session of the person, and ends the one that this browser had. Returns its token, which
 * is stored nowhere.
 */
export async function beginSession(
  tx: Tx,
  record: PersonRecord,
  part: {
    readonly user: Person;
    readonly level: SessionLevel;
    /** What proved who it is, for the audit log. */
    readonly by: string;
    /** Whether that counts as a confirmation of the identity, too. */
    readonly isConfirmed: boolean;
    /** The session that the request came with. */
    readonly before: {
      readonly id: string;
      readonly userId: string;
      readonly email: string;
    } | null;
    readonly origin: PersonOrigin;
    readonly nowMs: number;
  },
): Promise<string> {
  const { user, level, by, isConfirmed, before, origin, nowMs } = part;
  if (before !== null) {
    const { id: oldId, userId, email: oldEmail } = before;
    const ended = await endSessions(tx, record, { userId, ending: { kind: 'one', id: oldId } });
    const owner = { id: userId, email: oldEmail };
    if (ended > 0) record.audit(owner, sessionEnded(owner, oldId));
  }
  for (const hash of await deleteOldestSessions(tx, user.id)) {
    record.changed({ kind: 'session', hash });
  }
  const token = newSessionToken();
  const id = newId('sess', nowMs);
  await insertSession(tx, {
    tokenHash: hashToken(token),
    id,
    userId: user.id,
    level,
    steppedUpAtMs: isConfirmed && level === 'full' ? nowMs : null,
    expiresAtMs: nowMs + SESSION_LIFETIME_MS,
    ip: origin.ip,
    userAgent: origin.userAgent?.slice(0, USER_AGENT_LENGTH_MAX) ?? null,
    nowMs,
  });
  record.audit(user, sessionBegun(user, { id, by }));
  return token;
}

/**
 * Gives a session a new token, with what it gains. `undefined`: another request has done so in the
 * same time, or the session has ended. The caller refuses then.
 */
export async function renewToken(
  tx: Tx,
  record: PersonRecord,
  part: {
    readonly tokenHash: string;
    readonly level: SessionLevel;
    readonly steppedUpAtMs: number | null;
    readonly nowMs: number;
  },
): Promise<string | undefined> {
  const { tokenHash: oldHash, ...gained } = part;
  const token = newSessionToken();
  const isDone = await replaceToken(tx, { oldHash, newHash: hashToken(token), ...gained });
  record.changed({ kind: 'session', hash: oldHash });
  return isDone ? token : undefined;
}

/** Returns how many have ended. */
export async function endSessions(
  tx: Tx,
  record: PersonRecord,
  part: { readonly userId: string; readonly ending: Ending },
): Promise<number> {
  const hashes = await deleteSessions(tx, part);
  for (const hash of hashes) record.changed({ kind: 'session', hash });
  return hashes.length;
}
