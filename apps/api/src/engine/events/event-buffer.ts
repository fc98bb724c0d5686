import { BATCH_BYTES, bytesMaxOf, EventBatch } from './event-batch.js';

/**
 * Events in order of arrival, cut into batches as they come.
 *
 * An event is in exactly one batch. Batches leave in order; only the last is being filled. Nothing
 * here is bounded: who adds looks at `bytes`, which is what all batches take, full or not.
 */
export class EventBuffer {
  readonly #full: EventBatch[] = [];
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

  /** The opposite of taking. */
  putBack(batch: EventBatch): void {
    this.#full.unshift(batch);
    this.#bytes += batch.capacityBytes;
  }

  #newBatch(json: string): EventBatch {
    const batch = new EventBatch(Math.max(BATCH_BYTES, bytesMaxOf(json)));
    this.#bytes += batch.capacityBytes;
    return batch;
  }

  #close(): void {
    if (this.#open !== undefined) this.#full.push(this.#open);
    this.#open = undefined;
  }

  #taken(batch: EventBatch | undefined): EventBatch | undefined {
    this.#bytes -= batch?.capacityBytes ?? 0;
    return batch;
  }
}
