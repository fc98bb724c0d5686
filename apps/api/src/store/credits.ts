import { sql } from 'kysely';
import type { Db } from './database.js';

/** The sum of some spends of one key: taken together or not at all. */
export interface SpendRequest {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly total: number;
}

/** `balance`: after the spend if it was taken, else as this statement saw it. `null`: unlimited. */
export interface SpendOutcome {
  readonly taken: boolean;
  readonly balance: number | null;
}

/**
 * Takes what each key can give, in one statement, applying a refill that has fallen due first.
 *
 * The condition stands inside the update, so two processes that spend the last credit at once are
 * told apart by the row lock: the second one's condition is judged again on the balance that the
 * first one left. Rows are locked in one order by everybody, so two batches cannot deadlock.
 *
 * The answer lists the requests in their order; `undefined` stands for a key that is gone.
 */
export async function spendCredits(
  db: Db,
  requests: readonly SpendRequest[],
  nowMs: number,
): Promise<(SpendOutcome | undefined)[]> {
  const { rows } = await sql<{ found: boolean; after: number | null; before: number | null }>`
    with request as (
      select * from unnest(
        ${requests.map((request) => request.workspaceId)}::text[],
        ${requests.map((request) => request.keyId)}::text[],
        ${requests.map((request) => request.total)}::bigint[]
      ) with ordinality as request (workspace_id, key_id, total, position)
    ),
    locked as (
      select keys.workspace_id, keys.id, request.total, request.position
      from keys
      join request on request.workspace_id = keys.workspace_id and request.key_id = keys.id
      where keys.deleted_at_ms is null
      order by keys.workspace_id, keys.id
      for no key update of keys
    ),
    taken as (
      update keys set
        credits_remaining = ${balanceAt(nowMs)} - locked.total,
        refill_due_at_ms = ${refillDueAfter(nowMs)}
      from locked
      where keys.workspace_id = locked.workspace_id and keys.id = locked.id
        and ${balanceAt(nowMs)} >= locked.total
      returning locked.position, keys.credits_remaining as after
    )
    select keys.id is not null as found, taken.after, ${balanceAt(nowMs)} as before
    from request
    left join taken on taken.position = request.position
    left join keys on keys.workspace_id = request.workspace_id and keys.id = request.key_id
      and keys.deleted_at_ms is null
    order by request.position`.execute(db);
  return rows.map(({ found, after, before }) => {
    if (after !== null) return { taken: true, balance: after };
    return found ? { taken: false, balance: before } : undefined;
  });
}

const DAY_MS = 86_400_000;

/** The balance of a row of `keys`, counting a refill that is due. A refill never lowers it. */
export function balanceAt(nowMs: number) {
  return sql<number | null>`case
    when keys.refill_due_at_ms <= ${nowMs} then greatest(keys.credits_remaining, keys.refill_amount)
    else keys.credits_remaining
  end`;
}

/**
 * The SQL twin of `nextRefillAtMs` in domain/credits, for rows whose refill day is not known
 * before the statement runs: midnight UTC, or the refill day of this month or else of the next,
 * which in a shorter month is its last day.
 */
function refillDueAfter(nowMs: number) {
  const now = new Date(nowMs);
  const month = (offset: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1);
  const dayOf = (offset: number) => {
    const days = (month(offset + 1) - month(offset)) / DAY_MS;
    return sql`${month(offset)}::bigint + (least(keys.refill_day, ${days}::int) - 1) * ${DAY_MS}::bigint`;
  };
  const tomorrowMs = (Math.floor(nowMs / DAY_MS) + 1) * DAY_MS;
  return sql`case
    when keys.refill_due_at_ms is null or keys.refill_due_at_ms > ${nowMs} then keys.refill_due_at_ms
    when keys.refill_day is null then ${tomorrowMs}::bigint
    when ${dayOf(0)} > ${nowMs} then ${dayOf(0)}
    else ${dayOf(1)}
  end`;
}
