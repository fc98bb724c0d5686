import type { Clock } from '../../lib/clock/clock.js';
import { deleteExpiredAuditEvents } from '../../store/audit/audit-log.js';
import type { Db } from '../../store/database/database.js';
import { HousekeepingJob } from './housekeeping-job.js';

const INTERVAL_MS = 60 * 60 * 1000;
const BATCH_MAX = 1000;

interface AuditRetentionOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly onFailed: (reason: unknown) => void;
}

/**
 * Deletes audit events that are older than the retention of their workspace. Lists hide them as
 * soon as they are too old, so it does not matter when this runs.
 */
export function createAuditRetentionJob({ db, clock, onFailed }: AuditRetentionOptions) {
  return new HousekeepingJob({
    db,
    name: 'unlatch.audit_retention',
    intervalMs: INTERVAL_MS,
    runBatch: async (tx) => {
      const deleted = await deleteExpiredAuditEvents(tx, { nowMs: clock.nowMs(), max: BATCH_MAX });
      return deleted === BATCH_MAX;
    },
    onFailed,
  });
}
