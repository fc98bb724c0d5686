import { assertTransition, type StateTable } from '../../lib/state-machine.js';
import { isDataRefused } from '../../store/database/failures.js';
import { BATCH_BYTES, EventBatch, parseEvents } from './event-batch.js';
import { EventBuffer } from './event-buffer.js';
import type { SpilledFile, SpillFolder } from './spill-folder.js';
import { WriteTurns } from './write-turns.js';

/** Events of all kinds together, since the start of the process. */
export interface EventStats {
  /** Rows that are in the database; those read back from disk are among them. */
  written: number;
  /** Put on disk because memory was full or the process stopped. They are written later. */
  spilled: number;
  /** Gone: there was no room left, or the database refused the event. */
  lost: number;
  /** Lines on disk that could not be read. They were torn when their process was killed. */
  damaged: number;
  /** Attempts to write a batch that failed; each is made again. */
  failedWrites: number;
}

interface EventStreamOptions {
  /** Part of the names of files. */
  readonly name: string;
  /** Taking the same batch several times has the effect of taking it once. */
  readonly insert: (batch: EventBatch) => Promise<void>;
  /** `undefined`: there is no disk to spill to. */
  readonly spill: SpillFolder | undefined;
  readonly stats: EventStats;
  readonly bufferBytesMax: number;
  readonly onFailed: (reason: unknown) => void;
}

type StreamState = 'OPEN' | 'CLOSING' | 'CLOSED';

const STREAM: StateTable<StreamState> = {
  name: 'event stream',
  next: {
    OPEN: ['CLOSING'],
    CLOSING: ['CLOSED'],
    CLOSED: [],
  },
};

/**
 * Events of one kind on their way to the database.
 *
 * `push` puts an event into memory and returns. One batch at a time is written: a full one at once,
 * the rest at every `tick`. When nothing is left in memory, batches on disk follow.
 *
 * OPEN      `push` takes events. Batches are written; when memory runs out, they go to disk.
 *           → CLOSING: `stop`.
 * CLOSING   `push` counts events as lost. What is in memory is written; files stay where they are.
 *           → CLOSED: everything is written, or a write failed, or the time is over.
 * CLOSED    No batch is sent any more. What is left in memory goes to disk, or is lost.
 *
 * Each batch has states of its own, see `EventBatch`. `WriteTurns` holds whether the stream writes
 * at the moment, and whether the database took the last batch.
 *
 * Who may change what: `stop` alone leaves OPEN and CLOSING, once. Only the turn under way sends
 * batches and reads files back. Only it and the spilling that `push` starts take batches out of
 * memory; when memory is full, `push` itself does.
 *
 * Invariants:
 * 1. An event is in memory, in the batch under way, on disk, in the database, or counted as lost. A
 *    batch leaves memory for good only when it is committed, spilled or counted.
 * 2. After a failed write `push` starts no other. So a database that is down is asked once a
 *    second, by the statement of a `tick`.
 * 3. Memory holds at most `bufferBytesMax`, the batch that is being filled and the one under way.
 * 4. At most one batch is SENT.
 * 5. What is left when the stream is CLOSED is on disk or counted when `stop` resolves.
 *
 * Full, and slow or down: from half of the memory on, the oldest batches are spilled. The oldest are
 * lost if the disk refuses, or takes them more slowly than new ones come.
 * Stop: what cannot be written in time is spilled, and what cannot be spilled is lost.
 * Restart: memory starts empty. Files of processes that are gone come from `SpillFolder`.
 */
export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #buffer = new EventBuffer();
  readonly #turns: WriteTurns;
  #state: StreamState = 'OPEN';
  /** The latest batch that was sent. Its statement is under way for as long as it is SENT. */
  #sent: EventBatch | undefined;
  #spilling: Promise<void> | undefined;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#turns = new WriteTurns(options);
  }

  /** In memory, without the batch under way. */
  get buffered(): { readonly count: number; readonly bytes: number } {
    return { count: this.#buffer.count, bytes: this.#buffer.bytes };
  }

  /** An event as JSON, without a line break. */
  push(json: string, timeMs: number): void {
    this.#options.spill?.journal.add();
    if (this.#state !== 'OPEN') this.#countLost(1);
    else if (this.#buffer.add(json, timeMs)) this.#onBatchFull();
  }

  /** Once a second: writes what there is, and tries again what has failed. */
  tick(): void {
    if (this.#turns.underWay === undefined) {
      void this.#turns.start(() => this.#writeMemoryAndDisk());
    }
  }

  /** Writes everything that was pushed before; throws if the database does not take it. */
  async flush(): Promise<void> {
    // Another caller that waits may start the next turn first.
    while (this.#turns.underWay !== undefined) await this.#turns.underWay;
    const failure = await this.#turns.start(() => this.#writeMemory());
    if (failure !== undefined) throw failure.reason;
  }

  /** Empties memory, roughly within this time. */
  async stop(timeoutMs: number): Promise<void> {
    this.#enter('CLOSING');
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    // The failure has been reported, and the code below handles what it leaves.
    await Promise.race([this.flush().catch(() => undefined), expired]);
    clearTimeout(timer);
    this.#enter('CLOSED');
    await this.#spilling;
    // Whether it commits is unknown. Writing it again does no harm.
    if (this.#sent?.state === 'SENT') this.#buffer.putBack(this.#sent);
    for (let batch = this.#buffer.take(); batch !== undefined; batch = this.#buffer.take()) {
      if (!(await this.#spill(batch))) this.#lose(batch);
    }
  }

  #enter(next: StreamState): void {
    assertTransition(STREAM, this.#state, next);
    this.#state = next;
  }

  #onBatchFull(): void {
    const { bufferBytesMax } = this.#options;
    if (this.#turns.underWay === undefined && !this.#turns.isDown) {
      void this.#turns.start(() => this.#writeFullBatches());
    }
    if (this.#isTimeToSpill()) this.#spilling ??= this.#spillOldest();
    while (this.#buffer.bytes > bufferBytesMax) {
      const batch = this.#buffer.takeFull();
      if (batch === undefined) return;
      this.#lose(batch);
    }
  }

  async #writeMemoryAndDisk(): Promise<void> {
    await this.#writeMemory();
    const { spill, name } = this.#options;
    for (;;) {
      const file = spill?.oldest(name);
      if (spill === undefined || file === undefined || this.#state !== 'OPEN') return;
      await this.#restore(spill, file);
      await this.#writeFullBatches();
    }
  }

  async #writeMemory(): Promise<void> {
    await this.#writeFullBatches();
    if (this.#state === 'CLOSED') return;
    const rest = this.#buffer.take();
    if (rest !== undefined) await this.#write(rest);
    // The batch may have had to be cut.
    await this.#writeFullBatches();
  }

  async #writeFullBatches(): Promise<void> {
    while (this.#state !== 'CLOSED') {
      const batch = this.#buffer.takeFull();
      if (batch === undefined) return;
      await this.#write(batch);
    }
  }

  async #write(batch: EventBatch): Promise<void> {
    const { insert, stats, spill } = this.#options;
    batch.enter('SENT');
    this.#sent = batch;
    try {
      await insert(batch);
      // Otherwise the time of `stop` was over, and `stop` has handled the batch.
      if (batch.state !== 'SENT') return;
      batch.enter('WRITTEN');
      stats.written += batch.count;
      spill?.journal.settle(batch.count);
      // The statement is done with the memory. A failed statement may still be about to be sent.
      this.#buffer.recycle(batch);
    } catch (reason) {
      if (batch.state !== 'SENT') throw reason;
      if (isDataRefused(reason)) {
        this.#cut(batch, reason);
        return;
      }
      this.#buffer.putBack(batch);
      throw reason;
    }
  }

  /**
   * Finds the one event that the database will never take, so that it does not keep back the
   * others. Nothing of a refused batch is in the database, so its halves may go there under ids of
   * their own.
   */
  #cut(batch: EventBatch, reason: unknown): void {
    if (batch.count === 1) this.#options.onFailed(reason);
    if (batch.count === 1 || this.#state === 'CLOSED') {
      this.#lose(batch);
      return;
    }
    batch.enter('CUT');
    const [first, second] = batch.halves();
    this.#buffer.putBack(second);
    this.#buffer.putBack(first);
  }

  async #restore(spill: SpillFolder, file: SpilledFile): Promise<void> {
    const { name, insert, stats } = this.#options;
    const { events, damaged } = parseEvents(await spill.read(file));
    const batch = EventBatch.of(events, file.batchId);
    batch.enter('SENT');
    try {
      if (batch.count > 0) await insert(batch);
    } catch (reason) {
      if (!isDataRefused(reason)) throw reason;
      // The file comes back into memory, unless it is left for the next start, or for the process
      // that has taken it over.
      if (this.#state !== 'OPEN' || !(await spill.remove(name, file))) return;
      stats.damaged += damaged;
      spill.journal.add(batch.count);
      this.#cut(batch, reason);
      return;
    }
    batch.enter('WRITTEN');
    await spill.remove(name, file);
    stats.damaged += damaged;
    stats.written += batch.count;
  }

  /**
   * While a batch is being spilled, it cannot be lost as the oldest. So without room none is tried.
   */
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
    batch.enter('SPILLING');
    try {
      if (!(await spill.append(name, batch))) return false;
    } catch (reason) {
      onFailed(reason);
      return false;
    }
    batch.enter('SPILLED');
    stats.spilled += batch.count;
    spill.journal.settle(batch.count);
    return true;
  }

  #lose(batch: EventBatch): void {
    batch.enter('LOST');
    this.#countLost(batch.count);
  }

  #countLost(count: number): void {
    this.#options.stats.lost += count;
    this.#options.spill?.journal.settle(count);
  }
}
