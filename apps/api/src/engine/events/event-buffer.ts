/** What is written, spilled or lost together. */
export interface Batch<Event> {
  readonly events: Event[];
  bytes: number;
}

interface EventBufferOptions<Event> {
  /** What an event takes in memory, roughly and never too little. */
  readonly sizeOf: (event: Event) => number;
  readonly batchEventsMax: number;
  readonly batchBytesMax: number;
}

/**
 * Events in order of arrival, cut into batches as they come.
 *
 * An event is in exactly one batch. Batches are full, and leave in order, except for the one that
 * is being filled, which is the last. Nothing here is bounded: who adds looks at `bytes`.
 */
export class EventBuffer<Event> {
  readonly #options: EventBufferOptions<Event>;
  readonly #full: Batch<Event>[] = [];
  #open: Batch<Event> = { events: [], bytes: 0 };
  #bytes = 0;

  constructor(options: EventBufferOptions<Event>) {
    this.#options = options;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#full.reduce((sum, { events }) => sum + events.length, this.#open.events.length);
  }

  /** Returns whether this has filled a batch. */
  add(event: Event): boolean {
    const { sizeOf, batchEventsMax, batchBytesMax } = this.#options;
    const bytes = sizeOf(event);
    const open = this.#open;
    open.events.push(event);
    open.bytes += bytes;
    this.#bytes += bytes;
    if (open.events.length < batchEventsMax && open.bytes < batchBytesMax) return false;
    this.#full.push(open);
    this.#open = { events: [], bytes: 0 };
    return true;
  }

  /** The oldest full batch. */
  takeFull(): Batch<Event> | undefined {
    return this.#taken(this.#full.shift());
  }

  /** The oldest batch, full or not. */
  take(): Batch<Event> | undefined {
    const full = this.takeFull();
    if (full !== undefined || this.#open.events.length === 0) return full;
    const open = this.#open;
    this.#open = { events: [], bytes: 0 };
    return this.#taken(open);
  }

  /** The opposite of taking. */
  putBack(batch: Batch<Event>): void {
    this.#full.unshift(batch);
    this.#bytes += batch.bytes;
  }

  #taken(batch: Batch<Event> | undefined): Batch<Event> | undefined {
    this.#bytes -= batch?.bytes ?? 0;
    return batch;
  }
}
