import { tryAdvisoryLock } from '../../store/database/advisory-lock.js';
import type { Db, Tx } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';

/**
 * Work that one of all processes does at intervals, in batches.
 *
 * States: waiting → running → waiting …, from `start`, which runs at once, until `stop`, which
 * waits for the batch under way. Each batch is a transaction with an advisory lock. A process that
 * does not get the lock leaves the work of this run to the process that has it. A failure, such as
 * an unreachable database, ends the run. The next run finds what was left.
 */
interface HousekeepingJobOptions {
  readonly db: Db;
  /** Names the lock, so it is the same in every process. */
  readonly name: string;
  readonly intervalMs: number;
  /**
   * For work that falls due at known times: how long until the next one. The job runs then as well.
   */
  readonly untilDueMs?: () => number;
  /** Does a bounded piece of the work. Returns whether there may be more. */
  readonly runBatch: (tx: Tx) => Promise<boolean>;
  /** Called however the run has ended. */
  readonly afterRun?: () => void;
  readonly onFailed: (reason: unknown) => void;
}

export class HousekeepingJob {
  readonly #options: HousekeepingJobOptions;
  #timer: NodeJS.Timeout | undefined;
  #run: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: HousekeepingJobOptions) {
    this.#options = options;
  }

  start(): void {
    this.#run = this.run()
      .catch(this.#options.onFailed)
      .then(() => this.#runLater());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#run;
  }

  /** Does all the work that there is at the moment. */
  async run(): Promise<void> {
    try {
      for (let more = true; more && !this.#stopped; ) more = await this.#runBatch();
    } finally {
      this.#options.afterRun?.();
    }
  }

  async #runBatch(): Promise<boolean> {
    const { db, name, runBatch } = this.#options;
    return inTransaction(db, async (tx) => {
      if (!(await tryAdvisoryLock(tx, name))) return false;
      return runBatch(tx);
    });
  }

  #runLater(): void {
    if (this.#stopped) return;
    const { intervalMs, untilDueMs } = this.#options;
    const delayMs = Math.min(intervalMs, untilDueMs?.() ?? intervalMs);
    this.#timer = setTimeout(() => this.start(), delayMs);
  }
}
