import { BATCH_BYTES, bytesMaxOf, EventBatch } from './event-batch.js';

/**
 * For each stream: one batch that is filled, one under way, and some for when the database lags.
 */
const SPARES_MAX = 8;

/**
 * Events in order of arrival, cut into batches as they come.
 *
 * An event is in exactly one batch. Batches leave in order; only the last is FILLING, the others
 * are FULL. The buffer has no bound: the stream looks at `bytes`, which is what all batches take.
 *
 * The memory of batches is reused. It outlives the collections of young memory. Without reuse, V8
 * would collect all memory whenever some tens of megabytes of it have come together. At 15,000
 * events a second that was every two seconds, with pauses of tens of milliseconds.
 */
export class EventBuffer {
  readonly #full: EventBatch[] = [];
  readonly #spares: Buffer[] = [];
  #open: EventBatch | undefined;
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#full.reduce((sum, { count }) => sum + count, this.#open?.count ?? 0);
  }

  /** Returns whether a batch has become full. */
  add(json: string, timeMs: number): boolean {
    const hadRoom = this.#open?.hasRoomFor(json) ?? true;
    if (!hadRoom) this.#close();
    this.#open ??= this.#newBatch(json);
    this.#open.add(json, timeMs);
    if (!this.#open.isFull) return !hadRoom;
    this.#close();
    return true;
  }

  /** The oldest full batch. */
  takeFull(): EventBatch | undefined {
    return this.#taken(this.#full.shift());
  }

  /** The oldest batch, full or not. */
  take(): EventBatch | undefined {
    this.#close();
    return this.takeFull();
  }

  /** The opposite of taking. Also takes halves, which were never here. */
  putBack(batch: EventBatch): void {
    batch.enter('FULL');
    this.#full.unshift(batch);
    this.#bytes += batch.memory.length;
  }

  /** For a batch that is WRITTEN, so no statement reads its memory any more. */
  recycle({ memory }: EventBatch): void {
    if (memory.length === BATCH_BYTES && this.#spares.length < SPARES_MAX)
      this.#spares.push(memory);
  }

  #newBatch(json: string): EventBatch {
    const bytes = Math.max(BATCH_BYTES, bytesMaxOf(json));
    const spare = bytes === BATCH_BYTES ? this.#spares.pop() : undefined;
    const batch = new EventBatch(spare ?? Buffer.allocUnsafeSlow(bytes));
    this.#bytes += batch.memory.length;
    return batch;
  }

  #close(): void {
    if (this.#open === undefined) return;
    this.#open.enter('FULL');
    this.#full.push(this.#open);
    this.#open = undefined;
  }

  #taken(batch: EventBatch | undefined): EventBatch | undefined {
    this.#bytes -= batch?.memory.length ?? 0;
    return batch;
  }
}
