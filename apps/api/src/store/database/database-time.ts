import { sql } from 'kysely';
import type { Db } from './database.js';

/**
 * Unix milliseconds with their fraction, when the expression runs and not when the transaction
 * began.
 */
export const DATABASE_NOW_MS = '(extract(epoch from clock_timestamp()) * 1000)::float8';

export async function readDatabaseTimeMs(db: Db): Promise<number> {
  const query = sql<{ now_ms: number }>`select ${sql.raw(DATABASE_NOW_MS)} as now_ms`;
  const { rows } = await query.execute(db);
  if (rows[0] === undefined) throw new Error('a select without from returned no row');
  return rows[0].now_ms;
}
