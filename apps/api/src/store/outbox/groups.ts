import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { EventKind } from '../../domain/event-kind.js';
import type { Tx } from '../database/database.js';
import type { SentBatch } from '../events/event-batches.js';

/*
 * Batches in the outbox, and the groups in which they are delivered.
 *
 * | state of a batch | columns | what leads to the next |
 * |---|---|---|
 * | WAITING | no group | the relay forms a group: GROUPED. The outbox is full: the row is deleted, and its events are lost |
 * | GROUPED | `group_id` | the engine has taken the group: DELIVERED. It refuses the group: GROUPED in a half of it, or REFUSED if the batch is a single event |
 * | DELIVERED | `delivered_at_ms` | a new engine: WAITING. Its time is over: removed with its day |
 * | REFUSED | `refused_at_ms` | removed with its day |
 *
 * Invariants:
 * 1. A group never changes once it has been committed. So what is sent under its id is always the
 *    same, whichever process sends it.
 * 2. While a group of a kind is GROUPED, no other group of that kind is formed. So nothing is sent
 *    between two attempts of one group, and the engine, which remembers thousands of inserts, still
 *    remembers the first. That holds however long the engine was away.
 * 3. A batch is DELIVERED in the transaction that notes the change of its days.
 *
 * All functions run in a turn of the relay: see `RelaySession`.
 */

export interface OutboxBatch {
  readonly timeMs: number;
  readonly batchId: string;
  readonly count: number;
  readonly payload: Buffer;
}

export interface OutboxGroup {
  readonly id: string;
  readonly kind: EventKind;
  readonly batches: readonly OutboxBatch[];
  readonly count: number;
  /** It was formed before, so there may be others of its kind: the halves of a refused group. */
  readonly isFormer: boolean;
}

export interface GroupBounds {
  readonly countMax: number;
  readonly bytesMax: number;
}

/** The group to deliver next: one that was formed before, else a new one. */
export async function nextGroup(
  tx: Tx,
  kind: EventKind,
  bounds: GroupBounds,
): Promise<OutboxGroup | undefined> {
  const { rows } = await sql<{ id: string }>`
    select group_id as id from event_outbox
    where kind = ${kind} and group_id is not null and delivered_at_ms is null
      and refused_at_ms is null
    order by group_id
    limit 1`.execute(tx);
  const former = rows[0]?.id;
  const id = former ?? (await formGroup(tx, kind, bounds));
  if (id === undefined) return undefined;
  const batches = await readGroup(tx, kind, id);
  const count = batches.reduce((sum, batch) => sum + batch.count, 0);
  return { id, kind, batches, count, isFormer: former !== undefined };
}

/** More batches than any group has: the bound on events is reached earlier. */
const BATCHES_MAX = 1000;

/** The oldest batches that fit. One that alone is larger than a group is a group. */
async function formGroup(
  tx: Tx,
  kind: EventKind,
  { countMax, bytesMax }: GroupBounds,
): Promise<string | undefined> {
  const id = randomUUID();
  const { numAffectedRows = 0n } = await sql`
    with waiting as materialized (
      select time_ms, batch_id, landed_at_ms, count, bytes from event_outbox
      where kind = ${kind} and group_id is null
      order by landed_at_ms, batch_id
      limit ${sql.lit(BATCHES_MAX)}
      for update skip locked
    ),
    chosen as (
      select time_ms, batch_id
      from (
        select time_ms, batch_id, row_number() over oldest as place,
          sum(count) over oldest as events, sum(bytes) over oldest as bytes
        from waiting
        window oldest as (order by landed_at_ms, batch_id)
      ) as placed
      where place = 1 or (events <= ${countMax} and bytes <= ${bytesMax})
    )
    update event_outbox set group_id = ${id}
    from chosen
    where event_outbox.time_ms = chosen.time_ms and event_outbox.batch_id = chosen.batch_id`.execute(
    tx,
  );
  return numAffectedRows === 0n ? undefined : id;
}

async function readGroup(tx: Tx, kind: EventKind, id: string): Promise<readonly OutboxBatch[]> {
  const { rows } = await sql<OutboxBatch>`
    select time_ms as "timeMs", batch_id as "batchId", count, payload from event_outbox
    where kind = ${kind} and group_id = ${id} and delivered_at_ms is null
      and refused_at_ms is null
    order by time_ms, batch_id`.execute(tx);
  return rows;
}

/** Notes that the engine has the group, and which days have changed by it. */
export async function settleGroup(
  tx: Tx,
  { id, kind }: Pick<OutboxGroup, 'id' | 'kind'>,
  rollup: string,
): Promise<void> {
  await sql`
    with delivered as (
      update event_outbox set delivered_at_ms = ${DATABASE_NOW_MS}
      where kind = ${kind} and group_id = ${id} and delivered_at_ms is null
        and refused_at_ms is null
      returning days
    )
    insert into analytics_spans as known (rollup, start_ms, changes, changed_at_ms)
    select ${rollup}, day::bigint * 86400000, 1, ${DATABASE_NOW_MS}
    from (select distinct unnest(days) as day from delivered) as days
    order by 2
    on conflict (rollup, start_ms) do update set
      changes = known.changes + 1,
      changed_at_ms = excluded.changed_at_ms`.execute(tx);
}

/** For a refused group of several batches: two groups in its place. */
export async function halveGroup(tx: Tx, { kind, batches }: OutboxGroup): Promise<void> {
  const middle = Math.ceil(batches.length / 2);
  for (const half of [batches.slice(0, middle), batches.slice(middle)]) {
    await sql`
      update event_outbox set group_id = ${randomUUID()}
      where kind = ${kind} and (time_ms, batch_id) in (
        select * from unnest(
          ${half.map(({ timeMs }) => timeMs)}::bigint[],
          ${half.map(({ batchId }) => batchId)}::text[]
        )
      )`.execute(tx);
  }
}

/** For a refused group of one batch: two batches in its place, each a group of its own. */
export async function halveBatch(
  tx: Tx,
  { kind }: OutboxGroup,
  { whole, halves }: { readonly whole: OutboxBatch; readonly halves: readonly SentBatch[] },
): Promise<void> {
  await sql`
    delete from event_outbox
    where time_ms = ${whole.timeMs} and batch_id = ${whole.batchId}`.execute(tx);
  for (const half of halves) {
    const payload = half.toJson();
    await sql`
      insert into event_outbox (time_ms, batch_id, kind, count, bytes, days, group_id, payload)
      values (${half.startMs}, ${half.id}, ${kind}, ${half.count}, ${payload.length},
        ${[...half.days]}::integer[], ${randomUUID()}, ${payload})`.execute(tx);
  }
}

/** For a group of a single event. It stays as evidence until its day is removed. */
export async function setAside(tx: Tx, { id, kind }: OutboxGroup): Promise<void> {
  await sql`
    update event_outbox set refused_at_ms = ${DATABASE_NOW_MS}
    where kind = ${kind} and group_id = ${id} and delivered_at_ms is null`.execute(tx);
}

/** The clock of the database: batches land by it, from processes with clocks of their own. */
export const DATABASE_NOW_MS = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
