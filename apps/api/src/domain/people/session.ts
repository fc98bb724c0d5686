/**
 * The session of a person in one browser.
 *
 * | state | what may happen | what leads to the next |
 * |---|---|---|
 * | FACTOR_NEEDED | the second factor is confirmed, or the person logs out. Nothing else | confirmed: FULL, with a new token. After ten minutes: ENDED |
 * | FULL | what the roles of the person permit, but no dangerous act | the identity is confirmed: STEPPED_UP, with a new token. A role changes: RENEWAL_DUE |
 * | STEPPED_UP | dangerous acts as well | ten minutes: FULL. A role changes: RENEWAL_DUE |
 * | RENEWAL_DUE | only the question for the state of the session | it is asked: FULL, with a new token |
 * | ENDED | nothing | |
 *
 * Every state leads to ENDED: by logging out, by revocation, by a change of the password, 12 hours
 * after the last request, and 7 days after the beginning.
 *
 * Invariants:
 * 1. A token belongs to one state: whenever a session gains something, it gets a new token, and the
 *    old one opens nothing from then on. A token that was planted or seen before gains nothing.
 * 2. A session does not know what its person may do. Roles are read for each request.
 * 3. An ended session never opens again.
 *
 * Who may change what: the row of the database is the state. Handlers change it in transactions.
 * Processes remember it, and forget it with the notification of each change.
 */
export type SessionState = 'FACTOR_NEEDED' | 'FULL' | 'STEPPED_UP' | 'RENEWAL_DUE' | 'ENDED';

export type SessionLevel = 'full' | 'totpNeeded';

/** What the state follows from. */
export interface SessionFacts {
  readonly level: SessionLevel;
  readonly mustRenew: boolean;
  readonly createdAtMs: number;
  readonly seenAtMs: number;
  readonly expiresAtMs: number;
  /** `null`: never. */
  readonly steppedUpAtMs: number | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const SESSION_LIFETIME_MS = 7 * 24 * HOUR_MS;
export const SESSION_IDLE_MS = 12 * HOUR_MS;
/** For the second factor, which a person has at hand. */
export const FACTOR_WAIT_MS = 10 * MINUTE_MS;
export const STEP_UP_MS = 10 * MINUTE_MS;
/** How often a running session writes that it was seen. */
export const SEEN_INTERVAL_MS = MINUTE_MS;
/** A new session beyond it ends the oldest one. */
export const SESSIONS_OF_PERSON_MAX = 50;

export function sessionStateAt(session: SessionFacts, nowMs: number): SessionState {
  if (nowMs >= session.expiresAtMs || nowMs - session.seenAtMs >= SESSION_IDLE_MS) return 'ENDED';
  if (session.level === 'totpNeeded') {
    return nowMs - session.createdAtMs >= FACTOR_WAIT_MS ? 'ENDED' : 'FACTOR_NEEDED';
  }
  if (session.mustRenew) return 'RENEWAL_DUE';
  return steppedUpUntil(session, nowMs) === null ? 'FULL' : 'STEPPED_UP';
}

/** `null`: a dangerous act needs a confirmation first. */
export function steppedUpUntil(
  { steppedUpAtMs }: Pick<SessionFacts, 'steppedUpAtMs'>,
  nowMs: number,
): number | null {
  if (steppedUpAtMs === null || nowMs - steppedUpAtMs >= STEP_UP_MS) return null;
  return steppedUpAtMs + STEP_UP_MS;
}
