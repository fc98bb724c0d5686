import { sql } from 'kysely';
import type pg from 'pg';
import type { Tx } from '../database/database.js';
import { isLockTimeout } from '../database/failures.js';

/**
 * A lock in the database that says how a process counts rate limits: `exclusive` if in its own
 * memory, so that there must be no other, `shared` if it may have others beside it. It belongs to
 * a session and ends with it, so nothing is left to clean up after a crash. As every process holds
 * it in one of the two ways, it also tells whether there is any.
 */
export type CounterLockMode = 'exclusive' | 'shared';

/** A process that was killed may need a moment to leave, and its successor may be quick. */
const WAIT_MS = 2000;
const KEY = `hashtext('unlatch.counters')`;

const STATEMENTS = {
  exclusive: {
    wait: `select pg_advisory_lock(${KEY})`,
    attempt: `pg_try_advisory_lock(${KEY})`,
  },
  shared: {
    wait: `select pg_advisory_lock_shared(${KEY})`,
    attempt: `pg_try_advisory_lock_shared(${KEY})`,
  },
} as const satisfies Record<CounterLockMode, unknown>;

/**
 * A machine that loses its power says no goodbye. The server would keep the session, and the lock,
 * for hours; like this it gives them up within half a minute. On a unix socket it changes nothing.
 */
const NOTICE_DEAD_PEERS = `
  set tcp_keepalives_idle = 10;
  set tcp_keepalives_interval = 5;
  set tcp_keepalives_count = 3;
  set tcp_user_timeout = 25000`;

/** Takes the lock in the session of `client`. Whether that has worked, after a short wait. */
export async function takeCounterLock(client: pg.Client, mode: CounterLockMode): Promise<boolean> {
  await client.query(NOTICE_DEAD_PEERS);
  await client.query(`set lock_timeout = ${WAIT_MS}`);
  try {
    await client.query(STATEMENTS[mode].wait);
    return true;
  } catch (error) {
    if (isLockTimeout(error)) return false;
    throw error;
  }
}

/**
 * For a change that no running process would survive: whether there is none, and none can begin
 * before the transaction ends. Waits as long as the transaction waits for locks, because a process
 * that has just ended may need a moment to leave; the transaction is over if the answer is no.
 */
export async function lockOutOtherProcesses(tx: Tx): Promise<boolean> {
  try {
    await sql`select pg_advisory_xact_lock(${sql.raw(KEY)})`.execute(tx);
    return true;
  } catch (error) {
    if (isLockTimeout(error)) return false;
    throw error;
  }
}

/** For a select in a session that does not hold the lock: takes it if that is possible at once. */
export function counterLockAttempt(mode: CounterLockMode): string {
  return STATEMENTS[mode].attempt;
}
