import { sql } from 'kysely';
import type { Tx } from './database.js';

/**
 * Whether this transaction is now the only one with the lock, until it ends. Of several processes
 * that have the same housekeeping to do, one does it and the others go on without waiting.
 */
export async function tryAdvisoryLock(tx: Tx, name: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtext(${name})) as locked`.execute(tx);
  return rows[0]?.locked === true;
}
