import { sql } from 'kysely';
import type { Db, Tx } from '../database/database.js';
import { DATABASE_NOW_MS } from './groups.js';

/** What has not been delivered yet. */
export interface Backlog {
  readonly events: number;
  /** On the disk of the database, as far as events are concerned. */
  readonly bytes: number;
  /** How long the oldest batch has been waiting. 0: none is. */
  readonly lagMs: number;
}

export async function measureBacklog(db: Db): Promise<Backlog> {
  const { rows } = await sql<Backlog>`
    select coalesce(sum(count), 0)::bigint as events, coalesce(sum(size), 0)::bigint as bytes,
      coalesce(greatest(${DATABASE_NOW_MS} - min(landed_at_ms), 0), 0)::bigint as "lagMs"
    from ${UNDELIVERED}`.execute(db);
  return rows[0] ?? { events: 0, bytes: 0, lagMs: 0 };
}

const DROPPED_AT_ONCE = 1000;

/**
 * Deletes the oldest batches that wait, until about so many bytes are free. Returns how many events
 * are lost with them. A group that may have been sent is left: its outcome is not known.
 */
export async function dropOldest(tx: Tx, bytes: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    delete from event_outbox where (time_ms, batch_id) in (
      select time_ms, batch_id
      from (
        select time_ms, batch_id, sum(size) over oldest - size as freed
        from (
          select time_ms, batch_id, landed_at_ms, pg_column_size(payload) as size
          from event_outbox
          where group_id is null
          order by landed_at_ms, batch_id
          limit ${sql.lit(DROPPED_AT_ONCE)}
        ) as waiting
        window oldest as (order by landed_at_ms, batch_id)
      ) as summed
      where freed < ${bytes}
    )
    returning count`.execute(tx);
  return rows.reduce((sum, { count }) => sum + count, 0);
}

/** How long the oldest batch has been waiting. 0: none is. */
export async function measureLag(db: Db): Promise<number> {
  const { rows } = await sql<{ lagMs: number }>`
    select coalesce(greatest(${DATABASE_NOW_MS} - min(landed_at_ms), 0), 0)::bigint as "lagMs"
    from ${UNDELIVERED}`.execute(db);
  return rows[0]?.lagMs ?? 0;
}

/** Each half of the union has an index of its own, which has nothing of what was delivered. */
const UNDELIVERED = sql`(
      select count, pg_column_size(payload) as size, landed_at_ms from event_outbox
      where group_id is null
      union all
      select count, pg_column_size(payload), landed_at_ms from event_outbox
      where group_id is not null and delivered_at_ms is null and refused_at_ms is null
    ) as undelivered`;
