import { sql } from 'kysely';
import type { Db } from '../src/store/database/database.js';

/** The events of all batches in the outbox, in order of arrival. */
export async function readOutbox(db: Db) {
  const { rows } = await sql<{ kind: string; count: number; payload: Buffer }>`
    select kind, count, payload from event_outbox order by landed_at_ms, batch_id`.execute(db);
  return rows.map(({ kind, count, payload }) => {
    const events: readonly Record<string, unknown>[] = JSON.parse(payload.toString());
    return { kind, count, events };
  });
}
