import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../database/database.js';

/**
 * Removes rows that were marked as deleted before `beforeMs`, at most `max` of each table. Returns
 * whether there may be more. What belongs to a row, such as the links of a key, goes with it. A row
 * that another transaction has locked is left for the next time.
 *
 * An identity stays as long as a key refers to it. APIs and namespaces stay: a deleted namespace
 * keeps its name from being created by a check, and an API the ids of its key space.
 */
export async function removeDeleted(
  tx: Tx,
  { beforeMs, max }: { beforeMs: number; max: number },
): Promise<boolean> {
  const remove = async (table: RawBuilder<unknown>, condition: RawBuilder<unknown>) => {
    const { rows } = await sql`
      with old as (
        select workspace_id, id from ${table} as gone
        where deleted_at_ms < ${beforeMs} and ${condition}
        order by deleted_at_ms
        limit ${max}
        for update skip locked
      )
      delete from ${table} as gone using old
      where gone.workspace_id = old.workspace_id and gone.id = old.id
      returning gone.id`.execute(tx);
    return rows.length;
  };
  const removed = [
    await remove(sql.table('keys'), sql`true`),
    await remove(
      sql.table('identities'),
      sql`not exists (
        select from keys
        where keys.workspace_id = gone.workspace_id and keys.identity_id = gone.id
      )`,
    ),
    await remove(sql.table('root_keys'), sql`true`),
  ];
  return removed.includes(max);
}
