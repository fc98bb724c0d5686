import { sql } from 'kysely';
import type { Db, Tx } from '../database/database.js';
import { DATABASE_NOW_MS } from './groups.js';

/** `new`: the engine has none of the events. `current`: it has what was delivered. */
export type Adoption = 'new' | 'current' | 'former';

/**
 * Notes which engine events are delivered to. A new engine gets everything again that is still in
 * the outbox, and the sums of all days are forgotten.
 *
 * A former engine, which another one had replaced, already has some of the events. It gets none
 * again, because a gap is better than events that count twice.
 */
export async function adoptEngine(tx: Tx, id: string): Promise<Adoption> {
  const { rows } = await sql<{ id: string }>`
    select id from analytics_engines order by adopted_at_ms desc`.execute(tx);
  if (rows[0]?.id === id) return 'current';
  const isFormer = rows.some((known) => known.id === id);
  await sql`
    insert into analytics_engines as known (id, adopted_at_ms)
    values (${id}, ${DATABASE_NOW_MS})
    on conflict (id) do update set adopted_at_ms = excluded.adopted_at_ms`.execute(tx);
  if (isFormer) {
    await sql`update analytics_spans set changes = changes + 1`.execute(tx);
    return 'former';
  }
  await sql`
    update event_outbox set group_id = null, delivered_at_ms = null
    where delivered_at_ms is not null`.execute(tx);
  await sql`delete from analytics_spans`.execute(tx);
  return 'new';
}

/** Whether a relay has ever reached an engine. */
export async function hasEngine(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from analytics_engines limit 1`.execute(db);
  return rows.length > 0;
}
