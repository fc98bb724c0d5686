import { sql } from 'kysely';
import type pg from 'pg';
import type { Tx } from '../database/database.js';
import { isLockTimeout } from '../database/failures.js';

/**
 * A lock in the database that says how a process counts rate limits. `exclusive`: in its own
 * memory, so there must be no other process. `shared`: there may be others.
 *
 * The lock belongs to a session and ends with it, so a crash leaves nothing to clean up. Every
 * process takes it in one of the two modes, so it also shows whether any process runs.
 */
export type CounterLockMode = 'exclusive' | 'shared';

/** A killed process may need a moment to end its session, and its successor may start at once. */
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
 * A machine that loses its power does not close its connections. The server would keep the session
 * and the lock for hours. With these settings it ends them within half a minute. On a unix socket
 * they change nothing.
 */
const NOTICE_DEAD_PEERS = `
  set tcp_keepalives_idle = 10;
  set tcp_keepalives_interval = 5;
  set tcp_keepalives_count = 3;
  set tcp_user_timeout = 25000`;

/**
 * Takes the lock in the session of `client`, after a short wait if needed. Returns whether it has
 * it.
 */
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
 * For a change that no running process would survive. Returns whether no process runs; then none
 * can start before the transaction ends. It waits as long as the transaction waits for locks,
 * because a process that has just ended may need a moment to end its session. If the answer is no,
 * the transaction has failed.
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

/**
 * For a select in a session that does not hold the lock: takes it if that is possible without
 * waiting.
 */
export function counterLockAttempt(mode: CounterLockMode): string {
  return STATEMENTS[mode].attempt;
}
