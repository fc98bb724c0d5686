import { ANSWER_LIFETIME_MS } from '../../domain/idempotency.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { Db } from '../../store/database/database.js';
import { deleteExpiredAnswers } from '../../store/idempotency/idempotent-answers.js';
import { HousekeepingJob } from './housekeeping-job.js';

const INTERVAL_MS = 60 * 60 * 1000;
const BATCH_MAX = 1000;

interface AnswerExpiryOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly onFailed: (reason: unknown) => void;
}

/** Deletes expired stored responses. Requests ignore them anyway. */
export function createAnswerExpiryJob({ db, clock, onFailed }: AnswerExpiryOptions) {
  return new HousekeepingJob({
    db,
    name: 'unlatch.answer_expiry',
    intervalMs: INTERVAL_MS,
    runBatch: async (tx) => {
      const expiredAtMs = clock.nowMs() - ANSWER_LIFETIME_MS;
      return (await deleteExpiredAnswers(tx, { expiredAtMs, max: BATCH_MAX })) === BATCH_MAX;
    },
    onFailed,
  });
}
