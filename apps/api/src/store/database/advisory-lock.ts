import { sql } from 'kysely';
import type { Tx } from './database.js';

/**
 * Takes the lock until the transaction ends. Returns whether that worked without waiting. Of
 * several processes with the same housekeeping to do, one does it and the others go on.
 */
export async function tryAdvisoryLock(tx: Tx, name: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtext(${name})) as locked`.execute(tx);
  return rows[0]?.locked === true;
}
