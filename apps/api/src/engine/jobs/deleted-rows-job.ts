import type { Clock } from '../../lib/clock/clock.js';
import type { Db } from '../../store/database/database.js';
import { purgeWorkspaces } from '../../store/deleted/purge-workspaces.js';
import { removeDeleted } from '../../store/deleted/remove-deleted.js';
import { HousekeepingJob } from './housekeeping-job.js';

const INTERVAL_MS = 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** With each key go its links, of which it may have a thousand. */
const BATCH_MAX = 100;

interface DeletedRowsOptions {
  readonly db: Db;
  readonly clock: Clock;
  /** How many days a deleted row is kept. 0: for ever. */
  readonly keptDays: number;
  readonly onFailed: (reason: unknown) => void;
}

/**
 * Removes what was deleted long ago. No request waits for it, or can tell: what is marked as
 * deleted is as missing as what is removed.
 */
export function createDeletedRowsJob({ db, clock, keptDays, onFailed }: DeletedRowsOptions) {
  return new HousekeepingJob({
    db,
    name: 'unlatch.deleted_rows',
    intervalMs: INTERVAL_MS,
    runBatch: async (tx) => {
      if (keptDays === 0) return false;
      const beforeMs = clock.nowMs() - keptDays * DAY_MS;
      const bounds = { beforeMs, max: BATCH_MAX };
      const hasMoreRows = await removeDeleted(tx, bounds);
      return (await purgeWorkspaces(tx, bounds)) || hasMoreRows;
    },
    onFailed,
  });
}
