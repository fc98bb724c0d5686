import { randomBytes } from 'node:crypto';
import { assertTransition, type StateTable } from '../../lib/state-machine.js';
import type { SentBatch } from '../../store/events/event-batches.js';
import { eventDay } from '../../store/events/event-partitions.js';

/** With room for as many events of the usual size. */
export const BATCH_BYTES = 128 * 1024;
/**
 * The database is busy with so many events for five to ten milliseconds. Where a thousand keys are
 * in use, batches of twice the size would take it a sixth less time in all. Where few keys are in
 * use, they would take no less. They would hold up other work on its processors for twice as long.
 */
const EVENTS_MAX = 500;
/** The UTF-8 encoding of one unit of a JavaScript text takes no more. */
const BYTES_PER_UNIT_MAX = 3;
/** A comma, the end of the line, and after the last event a bracket. */
const PUNCTUATION_BYTES = 3;

const BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const COMMA = 0x2c;
const NEWLINE = 0x0a;

/** An event as JSON, without a line break. */
interface EncodedEvent {
  readonly json: string;
  readonly timeMs: number;
}

type BatchState = 'FILLING' | 'FULL' | 'SENT' | 'SPILLING' | 'WRITTEN' | 'SPILLED' | 'CUT' | 'LOST';

const BATCH: StateTable<BatchState> = {
  name: 'batch of events',
  next: {
    FILLING: ['FULL', 'SENT'],
    FULL: ['SENT', 'SPILLING', 'LOST'],
    SENT: ['WRITTEN', 'FULL', 'CUT', 'LOST'],
    SPILLING: ['SPILLED', 'FULL', 'LOST'],
    WRITTEN: [],
    SPILLED: [],
    CUT: [],
    LOST: [],
  },
};

/**
 * Events that are written, spilled or lost together: the bytes of a JSON array, one event in each
 * line.
 *
 * FILLING   Events are added.
 *           → FULL: the next event does not fit, or the batch is to be written as it is.
 *           → SENT: the batch was read from disk. No event may be added.
 * FULL      The batch waits in memory. Nothing is added any more.
 *           → SENT, SPILLING: the stream writes it, or memory runs out.
 *           → LOST: there is no room in memory, and none on disk.
 * SENT      A statement writes the batch.
 *           → WRITTEN: the statement has committed.
 *           → FULL: it failed, or the process stops and cannot wait. It may have committed; the
 *           database writes the id of a batch once, so the batch may be sent again.
 *           → CUT, LOST: the database refuses one of its events. A batch of one event is lost. Two
 *           halves take the place of a larger one.
 * SPILLING  A file is written.
 *           → SPILLED: the file is complete.
 *           → FULL: the disk refuses. If the process stops, LOST.
 * WRITTEN, SPILLED, CUT, LOST  The batch is over. Its events are in the database, in a file, in two
 *           other batches, or counted as lost.
 *
 * The stream moves a batch between these states; the buffer makes it FULL.
 *
 * Invariants:
 * 1. A batch is over once, in one way.
 * 2. A batch has one id, in memory, on disk and in the database, where it is written once. So
 *    nothing is added to a batch that has left FILLING.
 *
 * From the moment of its recording, an event is bytes. The objects of a second's load would outlive
 * several collections of young memory, each of which moves what it does not free. They would also
 * be copied three times more on their way into a statement.
 */
export class EventBatch implements SentBatch {
  readonly id: string;
  /** The days on which its events happened, counted from 1970. */
  readonly days = new Set<number>();
  /** Belongs to this batch until no statement and no file needs it any more. */
  readonly memory: Buffer;
  #state: BatchState = 'FILLING';
  #length = 0;
  #count = 0;
  #startMs = 0;

  constructor(memory: Buffer, id = newBatchId()) {
    this.memory = memory;
    this.id = id;
  }

  static of(events: readonly EncodedEvent[], id = newBatchId()): EventBatch {
    const bytes = events.reduce((sum, { json }) => sum + bytesMaxOf(json), 0);
    const batch = new EventBatch(Buffer.allocUnsafeSlow(bytes), id);
    for (const { json, timeMs } of events) batch.add(json, timeMs);
    return batch;
  }

  get state(): BatchState {
    return this.#state;
  }

  enter(next: BatchState): void {
    assertTransition(BATCH, this.#state, next);
    this.#state = next;
  }

  get count(): number {
    return this.#count;
  }

  /** The time of its first event. */
  get startMs(): number {
    return this.#startMs;
  }

  get isFull(): boolean {
    return this.#count >= EVENTS_MAX;
  }

  hasRoomFor(json: string): boolean {
    return !this.isFull && this.#length + bytesMaxOf(json) <= this.memory.length;
  }

  /** Only when there is room for it. */
  add(json: string, timeMs: number): void {
    const buffer = this.memory;
    if (this.#count === 0) {
      this.#startMs = timeMs;
      buffer[this.#length++] = BRACKET;
    } else {
      buffer[this.#length++] = COMMA;
      buffer[this.#length++] = NEWLINE;
    }
    this.#length += buffer.write(json, this.#length);
    this.#count += 1;
    this.days.add(eventDay(timeMs));
  }

  /** The whole array. It shares its memory with the batch, so it is valid until the next `add`. */
  toJson(): Buffer {
    this.memory[this.#length] = CLOSING_BRACKET;
    return this.memory.subarray(0, this.#length + 1);
  }

  /** Two batches of the same events, to be written in place of this one. */
  halves(): [EventBatch, EventBatch] {
    const { events } = parseEvents(this.toJson().toString());
    const middle = Math.ceil(events.length / 2);
    return [EventBatch.of(events.slice(0, middle)), EventBatch.of(events.slice(middle))];
  }
}

function newBatchId(): string {
  return randomBytes(16).toString('hex');
}

export function bytesMaxOf(json: string): number {
  return json.length * BYTES_PER_UNIT_MAX + PUNCTUATION_BYTES;
}

/** Reads as many events as it can. The text may be torn, or written by another program. */
export function parseEvents(text: string): { events: EncodedEvent[]; damaged: number } {
  const events: EncodedEvent[] = [];
  let damaged = 0;
  for (const line of text.split('\n')) {
    const json = line.replace(/^\[|[,\]]$/g, '');
    if (json === '') continue;
    const timeMs = readTime(json);
    if (timeMs === undefined) damaged += 1;
    else events.push({ json, timeMs });
  }
  return { events, damaged };
}

function readTime(json: string): number | undefined {
  try {
    const { timeMs } = JSON.parse(json);
    return typeof timeMs === 'number' ? timeMs : undefined;
  } catch {
    return undefined;
  }
}
