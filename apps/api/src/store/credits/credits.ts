import { sql } from 'kysely';
import type { Db } from '../database/database.js';
import { isLockTimeout } from '../database/failures.js';
import { settleRefills } from './refills.js';

/** The sum of some spends of one key. They are taken together or not at all. */
export interface SpendRequest {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly total: number;
}

/** `balance`: after a taken spend, else as this statement read it. `null`: unlimited. */
export interface SpendOutcome {
  readonly taken: boolean;
  readonly balance: number | null;
}

/** The reason why it is unknown whether anything was taken from this key. */
export interface SpendFailure {
  readonly failure: unknown;
}

/** The result of one request. `undefined`: the key is gone. */
export type SpendAnswer = SpendOutcome | SpendFailure | undefined;

/** Another transaction has the row lock of the key. Nothing was taken, the balance is unknown. */
export type Busy = 'busy';

export interface SpendOptions {
  readonly nowMs: number;
  /**
   * The longest wait for a row that another transaction has locked. After it the row is left out,
   * and the answer is `busy`. Without it, the spend waits until a deadline ends the statement.
   */
  readonly busyAfterMs?: number;
}

/**
 * Takes the spends that each balance allows. The results are in the order of the requests. Rejects
 * only if the result of every request is unknown.
 *
 * A key with a due refill is filled up first, which takes two more statements. That happens once
 * for each refill, so the usual statement does not deal with refills. If one of these statements
 * fails, the other keys have been charged all the same, so they get their results.
 */
export async function spendCredits(
  db: Db,
  requests: readonly SpendRequest[],
  options: { readonly nowMs: number },
): Promise<SpendAnswer[]>;
export async function spendCredits(
  db: Db,
  requests: readonly SpendRequest[],
  options: SpendOptions,
): Promise<(SpendAnswer | Busy)[]>;
export async function spendCredits(
  db: Db,
  requests: readonly SpendRequest[],
  options: SpendOptions,
): Promise<(SpendAnswer | Busy)[]> {
  const outcomes = await spendUnlessBusy(db, requests, options);
  const due = requests.filter((_, index) => outcomes[index] === 'refill due');
  const later = due.length > 0 ? await refillAndSpend(db, due, options) : [];
  return outcomes.map((outcome) => (outcome === 'refill due' ? later.shift() : outcome));
}

/**
 * Most of these row locks belong to other processes that spend from the same key, and last for one
 * commit. Waiting for them is a third faster than spending from the key again with a separate
 * statement.
 */
const BUSY_AFTER_MS = 100;

/** Spends as the credit ledger does: for many keys at once, or for one that was busy. */
export function spendingFrom(db: Db, nowMs: () => number) {
  return {
    spend: (requests: readonly SpendRequest[]) =>
      spendCredits(db, requests, { nowMs: nowMs(), busyAfterMs: BUSY_AFTER_MS }),
    spendWhenFree: async (request: SpendRequest) => {
      const [answer] = await spendCredits(db, [request], { nowMs: nowMs() });
      return answer;
    },
  };
}

/** If one lock is not free in time, the database fails the whole statement, so nothing is taken. */
async function spendUnlessBusy(
  db: Db,
  requests: readonly SpendRequest[],
  { nowMs, busyAfterMs }: SpendOptions,
): Promise<Outcome[]> {
  if (busyAfterMs === undefined) return spendUnlessRefillDue(db, requests, { nowMs });
  try {
    return await spendUnlessRefillDue(db, requests, { nowMs, lockTimeoutMs: busyAfterMs });
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    return spendUnlessRefillDue(db, requests, { nowMs, skipLocked: true });
  }
}

async function refillAndSpend(
  db: Db,
  requests: readonly SpendRequest[],
  options: SpendOptions,
): Promise<(SpendAnswer | Busy)[]> {
  try {
    const { nowMs, busyAfterMs } = options;
    const skipLocked = busyAfterMs !== undefined;
    await settleRefills(db, requests, { nowMs, skipLocked });
    if (!skipLocked) return await spendCredits(db, requests, options);
    const outcomes = await spendUnlessRefillDue(db, requests, { nowMs, skipLocked });
    // The refill is still due because its key is locked, so the statement skipped it.
    return outcomes.map((outcome) => (outcome === 'refill due' ? 'busy' : outcome));
  } catch (failure) {
    return requests.map(() => ({ failure }));
  }
}

type Outcome = SpendOutcome | 'refill due' | Busy | undefined;

interface Row {
  readonly found: boolean;
  readonly is_busy: boolean;
  readonly after: number | null;
  readonly before: number | null;
  readonly is_due: boolean | null;
}

/**
 * One statement. The condition is inside the update, so the row lock decides between two processes
 * that spend the last credit at once. The second one's condition is judged again on the balance
 * that the first one left. All statements that wait for rows lock them in one order, so two batches
 * cannot deadlock.
 */
async function spendUnlessRefillDue(
  db: Db,
  requests: readonly SpendRequest[],
  {
    nowMs,
    lockTimeoutMs,
    skipLocked = false,
  }: { readonly nowMs: number; readonly lockTimeoutMs?: number; readonly skipLocked?: boolean },
): Promise<Outcome[]> {
  // It applies to this transaction, which is this statement. It is set before any row is locked.
  const setTimeout = sql`, set_config('lock_timeout', ${String(lockTimeoutMs)}, true)`;
  const { rows } = await sql<Row>`
    with request as (
      select request.* from unnest(
        ${requests.map((request) => request.workspaceId)}::text[],
        ${requests.map((request) => request.keyId)}::text[],
        ${requests.map((request) => request.total)}::bigint[]
      ) with ordinality as request (workspace_id, key_id, total, position)
        ${lockTimeoutMs === undefined ? sql`` : setTimeout}
    ),
    locked as (
      select keys.workspace_id, keys.id, request.total, request.position
      from keys
      join request on request.workspace_id = keys.workspace_id and request.key_id = keys.id
      where keys.deleted_at_ms is null
      order by keys.workspace_id, keys.id
      for no key update of keys ${skipLocked ? sql`skip locked` : sql``}
    ),
    taken as (
      update keys set credits_remaining = keys.credits_remaining - locked.total
      from locked
      where keys.workspace_id = locked.workspace_id and keys.id = locked.id
        and keys.credits_remaining >= locked.total
        and (keys.refill_due_at_ms <= ${nowMs}) is not true
      returning locked.position, keys.credits_remaining as after
    )
    select keys.id is not null as found, locked.position is null as is_busy,
      taken.after, keys.credits_remaining as before, keys.refill_due_at_ms <= ${nowMs} as is_due
    from request
    left join locked on locked.position = request.position
    left join taken on taken.position = request.position
    left join keys on keys.workspace_id = request.workspace_id and keys.id = request.key_id
      and keys.deleted_at_ms is null
    order by request.position`.execute(db);
  return rows.map(({ found, is_busy: isBusy, after, before, is_due: isDue }) => {
    if (!found) return undefined;
    if (after !== null) return { taken: true, balance: after };
    // The statement would have waited for the lock, but has none: the key has just been deleted.
    if (isBusy && skipLocked) return 'busy';
    return isDue === true ? 'refill due' : { taken: false, balance: before };
  });
}
