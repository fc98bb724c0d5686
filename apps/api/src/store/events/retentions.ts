import { sql } from 'kysely';
import type { Db } from '../database/database.js';

/** Workspaces that keep their events for as many days. */
export interface Retention {
  readonly days: number;
  readonly workspaceIds: readonly string[];
}

/** The longest first. */
export async function listRetentions(db: Db): Promise<Retention[]> {
  const { rows } = await sql<Retention>`
    select log_retention_days as days, array_agg(id order by id) as "workspaceIds"
    from workspaces
    group by log_retention_days
    order by log_retention_days desc`.execute(db);
  return rows;
}

/** How long any workspace keeps its events. 0: there is none. */
export async function readLongestRetention(db: Db): Promise<number> {
  const { rows } = await sql<{ days: number | null }>`
    select max(log_retention_days) as days from workspaces`.execute(db);
  return rows[0]?.days ?? 0;
}
