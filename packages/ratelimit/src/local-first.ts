import type { Check } from './check.js';
import { type LocalCounters, type Sending, settle } from './local-counters.js';
import type { OnFailure } from './options.js';
import type { RatelimitResult } from './response.js';
import type { Service } from './service.js';

const BATCH_MAX = 100;

/**
 * Answers from the counters and reports to the service. A synchronisation is due `syncMs` after the
 * first request with something to report. Without requests there is no timer. Only one
 * synchronisation runs at a time, so a slow service gets fewer and larger ones.
 */
export class LocalFirst {
  readonly #counters: LocalCounters;
  readonly #service: Service;
  readonly #syncMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRunning = false;
  #lastSync: Promise<void> = Promise.resolve();

  constructor(counters: LocalCounters, service: Service, syncMs: number) {
    this.#counters = counters;
    this.#service = service;
    this.#syncMs = syncMs;
  }

  async limit(check: Check, onFailure: OnFailure): Promise<RatelimitResult> {
    const known = this.#counters.decide(check, Date.now());
    if (known !== undefined) {
      this.#schedule();
      return { ...known, source: 'local' };
    }
    const sending = this.#counters.take(check, Date.now());
    const asked = await this.#service.limit({ ...check, cost: sending.owed + check.cost });
    settle(sending, asked.ok ? asked.value : undefined);
    if (sending.counter.isDue) this.#schedule();
    return asked.ok ? { ...asked.value, source: 'server' } : onFailure(check, asked.error);
  }

  /** Resolves when all usage so far is reported; never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastSync = this.#lastSync.then(() => this.#synchronise());
    return this.#lastSync;
  }

  #schedule(): void {
    // A running synchronisation checks at its end whether there is more to report.
    if (!this.#isRunning) this.#timer ??= setTimeout(() => void this.flush(), this.#syncMs);
  }

  async #synchronise(): Promise<void> {
    this.#isRunning = true;
    const due = this.#counters.takeDue(Date.now());
    for (let start = 0; start < due.length; start += BATCH_MAX) {
      await this.#tell(due.slice(start, start + BATCH_MAX));
    }
    this.#isRunning = false;
    if (this.#counters.hasDue) this.#schedule();
  }

  /**
   * The service counts all of a batch or nothing. So refused items are removed and the rest is sent
   * again.
   */
  async #tell(batch: readonly Sending[]): Promise<void> {
    let open = batch;
    while (open.length > 0) {
      const told = await this.#service.multiLimit(
        open.map(({ check, owed }) => ({ ...check, cost: owed })),
      );
      const answers = told.ok ? told.value.limits : [];
      const isCounted = told.ok && told.value.success;
      const hasRefusal = answers.some(({ success }) => !success);
      const isToRepeat = (index: number) =>
        !isCounted && hasRefusal && answers[index]?.success === true;
      open.forEach((sending, index) => {
        if (!isToRepeat(index)) settle(sending, answers[index]);
      });
      open = open.filter((_, index) => isToRepeat(index));
    }
  }
}
