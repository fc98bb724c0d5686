import type { Clock } from '../../lib/clock/clock.js';
import type { Db } from '../../store/database/database.js';
import { deleteOldAttempts } from '../../store/people/login-attempts.js';
import { deleteEndedSessions } from '../../store/people/sessions.js';
import { deleteOldSetupLinks } from '../../store/people/setup-links.js';
import { HousekeepingJob } from './housekeeping-job.js';

const INTERVAL_MS = 10 * 60 * 1000;
const BATCH_MAX = 1000;

interface PeopleJobOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly onFailed: (reason: unknown) => void;
}

/**
 * Deletes sessions and links that have ended by time, and old failed attempts. Requests ignore them
 * anyway. Of failed attempts it also deletes those beyond a number, since an attacker can make many.
 */
export function createPeopleJob({ db, clock, onFailed }: PeopleJobOptions) {
  return new HousekeepingJob({
    db,
    name: 'unlatch.people',
    intervalMs: INTERVAL_MS,
    runBatch: async (tx) => {
      const nowMs = clock.nowMs();
      await deleteOldSetupLinks(tx, nowMs);
      const sessions = await deleteEndedSessions(tx, { nowMs, max: BATCH_MAX });
      const hasMore = await deleteOldAttempts(tx, { nowMs, max: BATCH_MAX });
      return sessions === BATCH_MAX || hasMore;
    },
    onFailed,
  });
}
