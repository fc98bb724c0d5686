import { isDataRefused } from '../../store/database/failures.js';
import { BATCH_BYTES, EventBatch, parseEvents } from './event-batch.js';
import { EventBuffer } from './event-buffer.js';
import type { SpilledFile, SpillFolder } from './spill-folder.js';

/** Events of all kinds together, since the start of the process. */
export interface EventStats {
  /** Rows that are in the database; those read back from disk are among them. */
  written: number;
  /** Put on disk because memory was full or the process stopped; they are still to be written. */
  spilled: number;
  /** Gone: there was no room left, or the database refused this one. */
  lost: number;
  /** Lines on disk that could not be read: torn when their process was killed. */
  damaged: number;
  /** Attempts to write a batch that failed; each is made again. */
  failedWrites: number;
}

interface EventStreamOptions {
  /** Part of the names of files. */
  readonly name: string;
  /** Takes the same batch any number of times to the same effect. */
  readonly insert: (batch: EventBatch) => Promise<void>;
  /** `undefined`: there is no disk to spill to. */
  readonly spill: SpillFolder | undefined;
  readonly stats: EventStats;
  readonly bufferBytesMax: number;
  readonly onFailed: (reason: unknown) => void;
}

/**
 * Events of one kind on their way to the database.
 *
 * `push` puts an event into memory and returns. One batch at a time is written: a full one at once,
 * the rest at every `tick`. When nothing is left in memory, batches on disk follow.
 *
 * Invariants:
 * - An event is in memory, in the batch under way, on disk, in the database, or counted as lost. A
 *   batch leaves memory for good only when it has been committed, spilled or counted.
 * - Nothing but `tick` touches a database that has just failed, so a broken one is asked once a
 *   second, by one statement.
 * - Memory holds at most `bufferBytesMax` and the batch under way.
 *
 * States: open → closing → closed. Closing begins with `stop`: nothing more is taken, and what there
 * is is written. Closed begins when that is done, or takes too long: nothing more is written, so
 * that what is spilled or lost from then on is all that is left.
 *
 * Slow or down: from half of the memory on, the oldest batches are spilled; when they cannot be, or
 * not as fast as new ones come, the oldest are lost. Stopped: what cannot be written in time is
 * spilled, and what cannot be spilled is lost.
 */
export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #buffer = new EventBuffer();
  #underWay: EventBatch | undefined;
  /** Resolves with what has gone wrong, if anything has. */
  #run: Promise<Failure | undefined> | undefined;
  #spilling: Promise<void> | undefined;
  #isDown = false;
  #state: 'open' | 'closing' | 'closed' = 'open';

  constructor(options: EventStreamOptions) {
    this.#options = options;
  }

  /** In memory, without the batch under way. */
  get buffered(): { readonly count: number; readonly bytes: number } {
    return { count: this.#buffer.count, bytes: this.#buffer.bytes };
  }

  /** An event as JSON, without a line break. */
  push(json: string, timeMs: number): void {
    this.#options.spill?.journal.add();
    if (this.#state !== 'open') this.#lose(1);
    else if (this.#buffer.add(json, timeMs)) this.#onBatchFull();
  }

  /** Once a second: writes what there is, and tries again what has failed. */
  tick(): void {
    if (this.#run === undefined) void this.#start(() => this.#writeMemoryAndDisk());
  }

  /** Writes everything that was pushed before; throws if the database does not take it. */
  async flush(): Promise<void> {
    // Whoever else waits may start the next one first.
    while (this.#run !== undefined) await this.#run;
    const failure = await this.#start(() => this.#writeMemory());
    if (failure !== undefined) throw failure.reason;
  }

  /** Lets go of everything, by and large within this time. */
  async stop(timeoutMs: number): Promise<void> {
    this.#state = 'closing';
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    // Its failure has been reported, and what it leaves is dealt with below.
    await Promise.race([this.flush().catch(() => undefined), expired]);
    clearTimeout(timer);
    this.#state = 'closed';
    await this.#spilling;
    // Nobody knows whether it will be committed; it does no harm to be written again.
    if (this.#underWay !== undefined) this.#buffer.putBack(this.#underWay);
    this.#underWay = undefined;
    for (let batch = this.#buffer.take(); batch !== undefined; batch = this.#buffer.take()) {
      if (!(await this.#spill(batch))) this.#lose(batch.count);
    }
  }

  #onBatchFull(): void {
    const { bufferBytesMax } = this.#options;
    if (this.#run === undefined && !this.#isDown) {
      void this.#start(() => this.#writeFullBatches());
    }
    if (this.#isTimeToSpill()) this.#spilling ??= this.#spillOldest();
    while (this.#buffer.bytes > bufferBytesMax) {
      const batch = this.#buffer.takeFull();
      if (batch === undefined) return;
      this.#lose(batch.count);
    }
  }

  /** Only when nothing else runs. */
  #start(work: () => Promise<void>): Promise<Failure | undefined> {
    this.#run = work()
      .then(
        () => {
          this.#isDown = false;
          return undefined;
        },
        (reason: unknown) => {
          this.#options.stats.failedWrites += 1;
          // The first of a row tells it all.
          if (!this.#isDown) this.#options.onFailed(reason);
          this.#isDown = true;
          return { reason };
        },
      )
      .finally(() => {
        this.#run = undefined;
      });
    return this.#run;
  }

  async #writeMemoryAndDisk(): Promise<void> {
    await this.#writeMemory();
    const { spill, name } = this.#options;
    for (;;) {
      const file = spill?.oldest(name);
      if (spill === undefined || file === undefined || this.#state !== 'open') return;
      await this.#restore(spill, file);
      await this.#writeFullBatches();
    }
  }

  async #writeMemory(): Promise<void> {
    await this.#writeFullBatches();
    if (this.#state === 'closed') return;
    const rest = this.#buffer.take();
    if (rest !== undefined) await this.#write(rest);
    // It may have had to be cut.
    await this.#writeFullBatches();
  }

  async #writeFullBatches(): Promise<void> {
    while (this.#state !== 'closed') {
      const batch = this.#buffer.takeFull();
      if (batch === undefined) return;
      await this.#write(batch);
    }
  }

  async #write(batch: EventBatch): Promise<void> {
    const { insert, stats, spill } = this.#options;
    this.#underWay = batch;
    try {
      await insert(batch);
      // Else `stop` has lost patience, and has taken care of it.
      if (this.#underWay !== batch) return;
      stats.written += batch.count;
      spill?.journal.settle(batch.count);
      // The statement is done, so nobody reads it. After a failure one may still be about to be sent.
      this.#buffer.recycle(batch);
    } catch (reason) {
      if (this.#underWay !== batch) throw reason;
      if (isDataRefused(reason)) {
        this.#cut(batch, reason);
        return;
      }
      this.#buffer.putBack(batch);
      throw reason;
    } finally {
      if (this.#underWay === batch) this.#underWay = undefined;
    }
  }

  /**
   * One event that the database will never take must not keep back the others: it is found. Nothing
   * of a refused batch is in the database, so its halves may go there under ids of their own.
   */
  #cut(batch: EventBatch, reason: unknown): void {
    if (batch.count === 1) this.#options.onFailed(reason);
    if (batch.count === 1 || this.#state === 'closed') {
      this.#lose(batch.count);
      return;
    }
    const [first, second] = batch.halves();
    this.#buffer.putBack(second);
    this.#buffer.putBack(first);
  }

  async #restore(spill: SpillFolder, file: SpilledFile): Promise<void> {
    const { name, insert, stats } = this.#options;
    const { events, damaged } = parseEvents(await spill.read(file));
    const batch = EventBatch.of(events, file.batchId);
    try {
      if (batch.count > 0) await insert(batch);
    } catch (reason) {
      if (!isDataRefused(reason)) throw reason;
      // It comes back into memory, unless it had better wait there, or somebody has taken it over.
      if (this.#state !== 'open' || !(await spill.remove(name, file))) return;
      stats.damaged += damaged;
      spill.journal.add(batch.count);
      this.#cut(batch, reason);
      return;
    }
    await spill.remove(name, file);
    stats.damaged += damaged;
    stats.written += batch.count;
  }

  /** A batch that is tried in vain is kept from being lost in its turn, so it is not tried. */
  #isTimeToSpill(): boolean {
    const { spill, bufferBytesMax } = this.#options;
    return this.#buffer.bytes > bufferBytesMax / 2 && (spill?.room ?? 0) >= BATCH_BYTES;
  }

  async #spillOldest(): Promise<void> {
    while (this.#isTimeToSpill()) {
      const batch = this.#buffer.takeFull();
      if (batch === undefined) break;
      if (await this.#spill(batch)) continue;
      this.#buffer.putBack(batch);
      break;
    }
    this.#spilling = undefined;
  }

  /** Returns whether the batch is on disk. */
  async #spill(batch: EventBatch): Promise<boolean> {
    const { spill, name, stats, onFailed } = this.#options;
    if (spill === undefined) return false;
    try {
      if (!(await spill.append(name, batch))) return false;
    } catch (reason) {
      onFailed(reason);
      return false;
    }
    stats.spilled += batch.count;
    spill.journal.settle(batch.count);
    return true;
  }

  #lose(count: number): void {
    this.#options.stats.lost += count;
    this.#options.spill?.journal.settle(count);
  }
}

interface Failure {
  readonly reason: unknown;
}
