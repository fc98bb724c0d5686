import { type RawBuilder, sql } from 'kysely';
import { REFILL_ACTOR } from '../../domain/audit/audit-event.js';
import { KEY_REFILLED } from '../../domain/audit/keys.js';
import { nextRefillAtMs } from '../../domain/credits/refill-schedule.js';
import { newId } from '../../lib/ids.js';
import type { Db, Tx } from '../database/database.js';

/*
 * A balance counts as filled up from the moment at which its refill is due. A spend, a change of
 * the credits, or the refill job writes that down. All of them use the one statement below. It
 * moves the due time on, so each refill happens once and leaves one audit event.
 */

/** The balance of a row of `keys`, counting a refill that is due. A refill never lowers it. */
export function balanceAt(nowMs: number) {
  return sql<number | null>`case
    when keys.refill_due_at_ms <= ${nowMs} then greatest(keys.credits_remaining, keys.refill_amount)
    else keys.credits_remaining
  end`;
}

export interface RefillBatch {
  /** How many of the keys had a due refill. */
  readonly settled: number;
  /** How many of these got a higher balance. */
  readonly raised: number;
}

/**
 * Fills up the keys that have been due longest. It skips keys that another transaction spends from
 * or changes at the moment, so it never waits. A spend waits for it until `tx` ends.
 */
export async function refillLongestDue(
  tx: Tx,
  batch: { countMax: number; nowMs: number },
): Promise<RefillBatch> {
  // A literal. For a parameter the planner would assume a tenth of all due keys, and read the whole
  // table for each batch.
  const longest = sql`order by keys.refill_due_at_ms
    limit ${sql.lit(batch.countMax)} for no key update skip locked`;
  return refill(tx, { which: longest, ...batch });
}

/**
 * For a transaction that is about to spend from these keys or to change their credits. It waits for
 * keys that another transaction has locked, or leaves them as they are.
 */
export async function settleRefills(
  db: Db,
  keys: readonly { readonly workspaceId: string; readonly keyId: string }[],
  { nowMs, skipLocked = false }: { nowMs: number; skipLocked?: boolean },
): Promise<void> {
  // Every transaction that waits for rows locks them in this order.
  const these = sql`and (keys.workspace_id, keys.id) in (
      select * from unnest(
        ${keys.map((key) => key.workspaceId)}::text[],
        ${keys.map((key) => key.keyId)}::text[]
      )
    )
    order by keys.workspace_id, keys.id
    for no key update ${skipLocked ? sql`skip locked` : sql``}`;
  await refill(db, { which: these, nowMs, countMax: keys.length });
}

const DAYS = Array.from({ length: 31 }, (_, index) => index + 1);

/**
 * Fills up live keys with a due refill: those that the SQL text `which` selects and locks. For each
 * key whose balance this raises, it inserts an audit event that can be found by the key.
 */
async function refill(
  db: Db,
  { which, nowMs, countMax }: { which: RawBuilder<unknown>; nowMs: number; countMax: number },
): Promise<RefillBatch> {
  const dueDaily = nextRefillAtMs({ day: null, afterMs: nowMs });
  const dueByDay = DAYS.map((day) => nextRefillAtMs({ day, afterMs: nowMs }));
  const eventIds = Array.from({ length: countMax }, () => newId('log', nowMs));
  const { rows } = await sql<RefillBatch>`
    with due as (
      select keys.workspace_id, keys.id, keys.name, keys.refill_amount, keys.credits_remaining
      from keys
      where keys.refill_due_at_ms <= ${nowMs} and keys.deleted_at_ms is null ${which}
    ),
    advanced as (
      update keys set
        credits_remaining = greatest(keys.credits_remaining, keys.refill_amount),
        refill_due_at_ms = coalesce((${dueByDay}::bigint[])[keys.refill_day], ${dueDaily}::bigint),
        updated_at_ms = case
          when keys.credits_remaining < keys.refill_amount then ${nowMs}
          else keys.updated_at_ms
        end
      from due
      where keys.workspace_id = due.workspace_id and keys.id = due.id
    ),
    raised as (
      select due.*, row_number() over () as position
      from due
      where due.credits_remaining < due.refill_amount
    ),
    audited as (
      insert into audit_events
        (workspace_id, id, time_ms, event, description, actor_type, actor_id, actor_name, targets)
      select workspace_id, (${eventIds}::text[])[position], ${nowMs}, ${sql.lit(KEY_REFILLED.event)},
        ${sql.lit(KEY_REFILLED.descriptionStart)} || coalesce(name, id),
        ${sql.lit(REFILL_ACTOR.type)}, ${sql.lit(REFILL_ACTOR.id)}, ${sql.lit(REFILL_ACTOR.name)},
        json_build_array(json_strip_nulls(json_build_object(
          'type', 'key', 'id', id, 'name', name,
          'meta', json_build_object(
            'refill_amount', refill_amount,
            'previous_remaining', credits_remaining,
            'new_remaining', refill_amount
          )
        )))
      from raised
    ),
    findable as (
      insert into audit_event_targets (workspace_id, target_id, time_ms, event_id)
      select workspace_id, id, ${nowMs}, (${eventIds}::text[])[position] from raised
    )
    select (select count(*) from due) as settled, (select count(*) from raised) as raised
  `.execute(db);
  return rows[0] ?? { settled: 0, raised: 0 };
}
