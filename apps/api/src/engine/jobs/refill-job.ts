import type { Clock } from '../../lib/clock/clock.js';
import { refillLongestDue } from '../../store/credits/refills.js';
import type { Db } from '../../store/database/database.js';
import { HousekeepingJob } from './housekeeping-job.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A clock that was set, or a machine that slept, delays the job by at most this. */
const INTERVAL_MS = 60 * 60 * 1000;

/** Spends of a key in the batch wait for its statement, so it is kept to some milliseconds. */
const BATCH_MAX = 200;

/** How many keys a run has found due, and of how many the refill raised the balance. */
export interface RefillRun {
  readonly settled: number;
  readonly raised: number;
}

const NOTHING: RefillRun = { settled: 0, raised: 0 };

interface RefillJobOptions {
  readonly db: Db;
  readonly clock: Clock;
  /** After each run that has found something to do. */
  readonly onRun: (run: RefillRun) => void;
  readonly onFailed: (reason: unknown) => void;
}

/**
 * Refills credits at 00:00 UTC, which is when refills fall due. At its start, it does those that
 * fell due while no process ran.
 *
 * Nothing waits for this job: every request that reads, spends or changes a balance counts a refill
 * that is due. So the job skips keys that are in use, since their requests settle the refill. It
 * does not matter which process runs it, or how late.
 *
 * The lock of the batches only keeps processes from doing the same work side by side. Each refill
 * happens once because the row says so: its due time moves on as it is filled up. That is why one
 * lock per transaction is enough. No process has to keep a connection for a session lock, and the
 * job works behind a pooler that assigns connections per transaction.
 */
export function createRefillJob({ db, clock, onRun, onFailed }: RefillJobOptions) {
  let run = NOTHING;
  return new HousekeepingJob({
    db,
    name: 'unlatch.refill',
    intervalMs: INTERVAL_MS,
    untilDueMs: () => DAY_MS - (clock.nowMs() % DAY_MS),
    runBatch: async (tx) => {
      const batch = await refillLongestDue(tx, { countMax: BATCH_MAX, nowMs: clock.nowMs() });
      run = { settled: run.settled + batch.settled, raised: run.raised + batch.raised };
      return batch.settled === BATCH_MAX;
    },
    afterRun: () => {
      if (run.settled > 0) onRun(run);
      run = NOTHING;
    },
    onFailed,
  });
}
