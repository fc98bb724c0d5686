import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../database/database.js';
import { ensureEventPartitions, eventDay, listEventDays } from '../events/event-partitions.js';

/*
 * Single events that were written as rows, because there was no engine, or by an older release. One
 * statement deletes some of them and lands them as a batch, so each row is moved once, whatever
 * else writes or moves rows at the same time. Their sums exist already.
 */

interface MovedTable {
  readonly table: 'verifications' | 'limit_checks';
  readonly kind: 'verification' | 'limit_check';
  /** The row as the recorder would have encoded it. */
  readonly event: RawBuilder<unknown>;
  readonly joins: RawBuilder<unknown>;
}

const TABLES: readonly MovedTable[] = [
  {
    table: 'verifications',
    kind: 'verification',
    event: sql`json_build_object('timeMs', moved.time_ms, 'requestId', moved.request_id,
          'workspaceId', moved.workspace_id, 'apiId', moved.api_id, 'keyId', moved.key_id,
          'identityId', moved.identity_id, 'code', moved.code, 'tags', moved.tags,
          'spentCredits', moved.spent_credits, 'latencyUs', moved.latency_us, 'space', coalesce(apis.key_space_id, ''),
          'owner', coalesce(identities.external_id, ''))`,
    joins: sql`
        left join apis on apis.workspace_id = moved.workspace_id and apis.id = moved.api_id
        left join identities on identities.workspace_id = moved.workspace_id
          and identities.id = moved.identity_id`,
  },
  {
    table: 'limit_checks',
    kind: 'limit_check',
    event: sql`json_build_object('timeMs', moved.time_ms, 'requestId', request_id, 'item', item,
          'workspaceId', workspace_id, 'namespaceId', namespace_id, 'identifier', identifier,
          'passed', passed, 'cost', cost, 'limit', limit_max, 'remaining', remaining,
          'resetAtMs', reset_at_ms, 'overrideId', override_id, 'latencyUs', latency_us)`,
    joins: sql``,
  },
];

/** A day that has such rows: the latest one. */
interface DayOfRows {
  readonly moved: MovedTable;
  readonly day: number;
}

/** The cheap part, which finds nothing once all rows are moved. */
export async function findRowsToMove(db: Db): Promise<DayOfRows | undefined> {
  for (const moved of TABLES) {
    const { rows } = await sql<{ timeMs: number }>`
      select time_ms as "timeMs" from ${sql.table(moved.table)} limit 1`.execute(db);
    if (rows.length === 0) continue;
    const days = await listEventDays(db, moved.table);
    for (const day of days.toSorted((a, b) => b - a)) {
      if (await hasRows(db, moved.table, day)) return { moved, day };
    }
  }
  return undefined;
}

async function hasRows(db: Db, table: string, day: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from ${sql.table(table)}
    where time_ms >= ${sql.lit(day * DAY_MS)} and time_ms < ${sql.lit((day + 1) * DAY_MS)}
    limit 1`.execute(db);
  return rows.length > 0;
}

const DAY_MS = 86_400_000;

/** Moves at most `max` rows of the day. Returns how many. */
export async function moveRows(
  tx: Tx,
  { moved: { table, kind, event, joins }, day }: DayOfRows,
  max: number,
): Promise<number> {
  await ensureEventPartitions(tx, [day]);
  const { rows } = await sql<{ count: number }>`
    with moved as (
      delete from ${sql.table(table)}
      where (tableoid, ctid) in (
        select tableoid, ctid from ${sql.table(table)}
        where time_ms >= ${sql.lit(day * DAY_MS)} and time_ms < ${sql.lit((day + 1) * DAY_MS)}
        limit ${sql.lit(max)}
        for update skip locked
      )
      returning *
    ),
    batch as (
      select count(*) as count, min(moved.time_ms) as time_ms,
        convert_to('[' || string_agg(${event}::text, E',\\n') || ']', 'UTF8') as payload
      from moved ${joins}
      having count(*) > 0
    )
    insert into event_outbox (time_ms, batch_id, kind, count, bytes, days, payload)
    select time_ms, ${randomUUID()}, ${kind}, count, octet_length(payload),
      array[${sql.lit(eventDay(day * DAY_MS))}::integer], payload
    from batch
    returning count`.execute(tx);
  return rows[0]?.count ?? 0;
}
