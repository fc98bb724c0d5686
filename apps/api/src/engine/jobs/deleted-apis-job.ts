import type { Db } from '../../store/database/database.js';
import { deleteKeysOfDeletedApis } from '../../store/keys/deleted-apis.js';
import { HousekeepingJob } from './housekeeping-job.js';

const INTERVAL_MS = 60 * 60 * 1000;
const BATCH_MAX = 500;

interface DeletedApisOptions {
  readonly db: Db;
  readonly onFailed: (reason: unknown) => void;
}

/**
 * Deletes the keys of deleted APIs. Their encrypted copies go, and they no longer count against the
 * quota. No request waits for it: the keys of a deleted API are as missing as deleted keys.
 */
export function createDeletedApisJob({ db, onFailed }: DeletedApisOptions) {
  return new HousekeepingJob({
    db,
    name: 'unlatch.deleted_apis',
    intervalMs: INTERVAL_MS,
    runBatch: async (tx) => (await deleteKeysOfDeletedApis(tx, { max: BATCH_MAX })) === BATCH_MAX,
    onFailed,
  });
}
