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
