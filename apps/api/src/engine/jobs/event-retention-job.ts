import type { Clock } from '../../lib/clock/clock.js';
import type { Db } from '../../store/database/database.js';
import { deleteOldBillable } from '../../store/events/billable.js';
import {
  deleteExpiredEvents,
  dropExpiredPartitions,
  ensureEventPartitions,
  eventDay,
} from '../../store/events/event-partitions.js';
import { HousekeepingJob } from './housekeeping-job.js';

const INTERVAL_MS = 60 * 60 * 1000;
const DELETED_AT_ONCE_MAX = 2000;
const DROPPED_AT_ONCE_MAX = 10;
/** Bills may be questioned for long, and a day of a workspace is a few rows. */
const BILLABLE_KEPT_MS = 800 * 24 * 60 * 60 * 1000;

interface EventRetentionOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly onFailed: (reason: unknown) => void;
}

/**
 * Makes the partitions of today and tomorrow, so that no batch has to make one at midnight. Deletes
 * events of workspaces with a shorter retention than others. What is billable is kept longer, whatever
 * a workspace chooses.
 */
export function createEventRetentionJob({ db, clock, onFailed }: EventRetentionOptions) {
  return new HousekeepingJob({
    db,
    name: 'unlatch.event_retention',
    intervalMs: INTERVAL_MS,
    runBatch: async (tx) => {
      const nowMs = clock.nowMs();
      const today = eventDay(nowMs);
      await ensureEventPartitions(tx, [today, today + 1]);
      const beforeMs = nowMs - BILLABLE_KEPT_MS;
      const hasOldSums = await deleteOldBillable(tx, { beforeMs, max: DELETED_AT_ONCE_MAX });
      const hasExpired = await deleteExpiredEvents(tx, { nowMs, max: DELETED_AT_ONCE_MAX });
      return hasOldSums || hasExpired;
    },
    onFailed,
  });
}

/**
 * Removes days that no workspace keeps any more. An event may outlive its time by a day and an
 * hour, so code that shows events has to look at their time. This is a job of its own because it
 * gives up when a long read blocks it, and that must not undo other work.
 */
export function createEventRemovalJob({
  db,
  clock,
  requestDays,
  onFailed,
}: EventRetentionOptions & {
  /** How long the log of requests is kept. */ readonly requestDays: number;
}) {
  return new HousekeepingJob({
    db,
    name: 'unlatch.event_removal',
    intervalMs: INTERVAL_MS,
    runBatch: (tx) =>
      dropExpiredPartitions(tx, { nowMs: clock.nowMs(), max: DROPPED_AT_ONCE_MAX, requestDays }),
    onFailed,
  });
}
