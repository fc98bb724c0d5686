import { setTimeout as sleep } from 'node:timers/promises';
import { quotaExceeded } from '../../domain/quotas.js';
import type { Db, Tx } from './database.js';
import { exceededQuota, isRetryable } from './failures.js';

const RETRY_DELAYS_MS = [10, 50, 100, 200];

/**
 * Runs `work` in one transaction, from the start again when PostgreSQL chose it as the victim of a
 * deadlock. `work` must therefore have no effect outside the transaction. A connection that breaks
 * during commit is not retried: it is unknown whether the commit happened.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (const delayMs of RETRY_DELAYS_MS) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!isRetryable(error)) throw refusalOf(error);
      await sleep(delayMs * Math.random());
    }
  }
  return db
    .transaction()
    .execute(work)
    .catch((error: unknown) => {
      throw refusalOf(error);
    });
}

/** Past a quota of the workspace, the commit fails. That is the fault of the request. */
function refusalOf(error: unknown): unknown {
  const quota = exceededQuota(error);
  return quota === undefined ? error : quotaExceeded(quota);
}
