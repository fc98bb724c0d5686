import { sql } from 'kysely';
import { ATTEMPTS_KEPT_MAX, ATTEMPTS_KEPT_MS, DELAYS_MS } from '../../domain/people/attempts.js';
import type { Db, Tx } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';

/*
 * Budgets of attempts to log in. An attempt is counted as a failure before its password is looked
 * at, and taken back when the password was right. So attempts that arrive at once cannot all go
 * before the first one is counted.
 */

export type Reservation =
  | { readonly kind: 'admitted' /** Of the first budget. */; readonly failures: number }
  | { readonly kind: 'blocked'; readonly untilMs: number };

/** Takes one attempt from each budget, or from none if one of them has to wait. */
export async function reserveAttempt(
  db: Db,
  { names, nowMs }: { names: readonly string[]; nowMs: number },
): Promise<Reservation> {
  // Sorted, so that two transactions never wait for each other.
  const sorted = [...names].sort();
  const work = async (tx: Tx): Promise<Reservation> => {
    const counts = new Map<string, number>();
    for (const name of sorted) {
      const failures = await reserveOne(tx, { name, nowMs });
      if (failures === undefined) throw new Blocked(await blockedUntil(tx, name, nowMs));
      counts.set(name, failures);
    }
    return { kind: 'admitted', failures: counts.get(names[0] ?? '') ?? 0 };
  };
  try {
    return await inTransaction(db, work);
  } catch (error) {
    if (error instanceof Blocked) return { kind: 'blocked', untilMs: error.untilMs };
    throw error;
  }
}

/** Rolls the other reservations of the attempt back. */
class Blocked extends Error {
  readonly untilMs: number;
  constructor(untilMs: number) {
    super('an attempt has to wait');
    this.untilMs = untilMs;
  }
}

async function reserveOne(
  tx: Tx,
  { name, nowMs }: { name: string; nowMs: number },
): Promise<number | undefined> {
  const { rows } = await sql<{ failures: number }>`
    insert into login_attempts as known (name, failures, last_at_ms, blocked_until_ms)
    values (${name}, 1, ${nowMs}, ${nowMs})
    on conflict (name) do update set
      failures = ${nextFailures(nowMs)},
      last_at_ms = ${nowMs},
      blocked_until_ms = ${nowMs}
        + (${[...DELAYS_MS]}::bigint[])[least(${nextFailures(nowMs)}, ${DELAYS_MS.length})]
    where known.blocked_until_ms <= ${nowMs}
    returning failures`.execute(tx);
  return rows[0]?.failures;
}

function nextFailures(nowMs: number) {
  return sql`case when known.last_at_ms < ${nowMs - ATTEMPTS_KEPT_MS} then 1
    else least(known.failures, 1000000) + 1 end`;
}

async function blockedUntil(tx: Tx, name: string, nowMs: number): Promise<number> {
  const row = await tx
    .selectFrom('login_attempts')
    .select('blocked_until_ms')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.blocked_until_ms ?? nowMs;
}

/** The attempt was right, or was not made after all: it counts in none of these budgets. */
export async function takeBackAttempt(tx: Db, names: readonly string[]): Promise<void> {
  // Locked in the order in which reservations lock them, or the two would wait for each other.
  await sql`
    with known as (
      select name from login_attempts where name = any(${[...names]}::text[])
      order by name for update
    )
    update login_attempts set failures = greatest(failures - 1, 0), blocked_until_ms = last_at_ms
    where name in (select name from known)`.execute(tx);
}

export async function forgetAttempts(tx: Db, names: readonly string[]): Promise<void> {
  await sql`delete from login_attempts where name = any(${[...names]}::text[])`.execute(tx);
}

/** All budgets whose name begins so. */
export async function forgetAttemptsOf(tx: Tx, prefix: string): Promise<void> {
  await sql`delete from login_attempts where starts_with(name, ${prefix})`.execute(tx);
}

/** Removes what is too old or too much, at most `max` of each. Returns whether there may be more. */
export async function deleteOldAttempts(
  tx: Tx,
  { nowMs, max }: { nowMs: number; max: number },
): Promise<boolean> {
  const old = await sql`
    delete from login_attempts where name in (
      select name from login_attempts where last_at_ms < ${nowMs - ATTEMPTS_KEPT_MS}
      limit ${max} for update skip locked
    )`.execute(tx);
  const excess = await sql`
    delete from login_attempts where name in (
      select name from login_attempts order by last_at_ms desc
      offset ${ATTEMPTS_KEPT_MAX} limit ${max}
    )`.execute(tx);
  return Number(old.numAffectedRows) === max || Number(excess.numAffectedRows) === max;
}
