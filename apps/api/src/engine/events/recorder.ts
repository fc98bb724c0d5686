import type { VerificationCode } from '../../domain/verification/decide.js';
import type { Db } from '../../store/database/database.js';
import { isDataRefused } from '../../store/database/failures.js';
import { inTransaction } from '../../store/database/transaction.js';
import {
  type ApiRequestEvent,
  apiRequestToJson,
  insertApiRequestEvents,
} from '../../store/events/api-request-events.js';
import type { Landing } from '../../store/events/event-batches.js';
import { ensureEventPartitions } from '../../store/events/event-partitions.js';
import {
  insertLimitCheckEvents,
  type LimitCheckEvent,
  limitCheckToJson,
} from '../../store/events/limit-check-events.js';
import {
  insertVerificationEvents,
  type VerificationEvent,
  verificationToJson,
} from '../../store/events/verification-events.js';
import type { EventBatch } from './event-batch.js';
import { type EventStats, EventStream } from './event-stream.js';
import type { SpillFolder } from './spill-folder.js';

/** A verification as it is recorded. Its code is one of the known codes. */
export interface RecordedVerification extends VerificationEvent {
  readonly code: VerificationCode;
}

/** Takes the events of hot paths. A call takes no time and never fails. */
export interface Recorder {
  verification(event: RecordedVerification): void;
  /** Counted in any case, but stored only if the caller wants the event. */
  limitCheck(event: LimitCheckEvent, isKept: boolean): void;
  /** A line of the log of requests. */
  apiRequest(event: ApiRequestEvent): void;
}

interface RecorderOptions {
  readonly db: Db;
  /** `undefined`: there is no disk to spill to. */
  readonly spill: SpillFolder | undefined;
  readonly bufferBytesMax?: number;
  /** Where batches go, asked for each of them. The default is rows. */
  readonly landing?: () => Landing;
  /** Where this process serves. Empty: not known. */
  readonly region?: string;
  /** How long a stop waits for the database; what is left then goes to disk. */
  readonly stopLimitMs: number;
  readonly onFailed: (reason: unknown) => void;
}

interface RecorderStats {
  readonly verifications: Record<VerificationCode, number>;
  readonly limitChecks: { passed: number; denied: number };
  readonly events: EventStats;
}

/** For each kind of event, for all that has not been written yet. */
const BUFFER_BYTES_MAX = 32 * 1024 * 1024;
const TICK_MS = 1000;

/**
 * Records what was answered. `EventStream` explains memory, disk and loss.
 *
 * `stats` counts decisions from the start of this process, whatever becomes of their events.
 */
export class EventRecorder implements Recorder {
  readonly stats: RecorderStats = {
    verifications: {
      VALID: 0,
      NOT_FOUND: 0,
      FORBIDDEN: 0,
      INSUFFICIENT_PERMISSIONS: 0,
      USAGE_EXCEEDED: 0,
      RATE_LIMITED: 0,
      DISABLED: 0,
      EXPIRED: 0,
    },
    limitChecks: { passed: 0, denied: 0 },
    events: { written: 0, spilled: 0, lost: 0, damaged: 0, failedWrites: 0 },
  };
  readonly #spill: SpillFolder | undefined;
  readonly #stopLimitMs: number;
  readonly #verifications: EventStream;
  readonly #limitChecks: EventStream;
  /** As further fields of a verification. */
  readonly #origin: string;
  readonly #apiRequests: EventStream;
  #timer: NodeJS.Timeout | undefined;

  constructor({
    db,
    spill,
    bufferBytesMax = BUFFER_BYTES_MAX,
    landing = () => 'rows',
    region = '',
    stopLimitMs,
    onFailed,
  }: RecorderOptions) {
    const days = new KnownDays(db);
    this.#origin = region === '' ? '' : `,"region":${JSON.stringify(region)}`;
    const shared = { spill, stats: this.stats.events, bufferBytesMax, onFailed };
    this.#spill = spill;
    this.#stopLimitMs = stopLimitMs;
    this.#verifications = new EventStream({
      ...shared,
      name: 'verifications',
      insert: (batch) => days.insert(batch, () => insertVerificationEvents(db, batch, landing())),
    });
    this.#limitChecks = new EventStream({
      ...shared,
      name: 'limit_checks',
      insert: (batch) => days.insert(batch, () => insertLimitCheckEvents(db, batch, landing())),
    });
    this.#apiRequests = new EventStream({
      ...shared,
      name: 'api_requests',
      insert: (batch) => days.insert(batch, () => insertApiRequestEvents(db, batch)),
    });
  }

  get #streams(): readonly EventStream[] {
    return [this.#verifications, this.#limitChecks, this.#apiRequests];
  }

  /** Events in memory that are not being written at the moment. */
  get buffered(): { readonly count: number; readonly bytes: number } {
    const all = this.#streams.map(({ buffered }) => buffered);
    return {
      count: all.reduce((sum, { count }) => sum + count, 0),
      bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }

  /** On disk, waiting for the database. */
  get spilledBytes(): number {
    return this.#spill?.bytes ?? 0;
  }

  verification(event: RecordedVerification): void {
    this.stats.verifications[event.code] += 1;
    this.#verifications.push(verificationToJson(event, this.#origin), event.timeMs);
  }

  limitCheck(event: LimitCheckEvent, isKept: boolean): void {
    this.stats.limitChecks[event.passed ? 'passed' : 'denied'] += 1;
    if (isKept) this.#limitChecks.push(limitCheckToJson(event), event.timeMs);
  }

  apiRequest(event: ApiRequestEvent): void {
    this.#apiRequests.push(apiRequestToJson(event), event.timeMs);
  }

  start(): void {
    this.tick();
    this.#timer = setInterval(() => this.tick(), TICK_MS);
  }

  /** Once a second: begins to write what there is, in memory and on disk. */
  tick(): void {
    for (const stream of this.#streams) stream.tick();
    this.#spill?.tick();
  }

  /** Writes everything that was recorded before; throws if the database does not take it. */
  async flush(): Promise<void> {
    await Promise.all(this.#streams.map((stream) => stream.flush()));
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#streams.map((stream) => stream.stop(this.#stopLimitMs)));
    await this.#spill?.close();
  }
}

/** Which days have partitions, as far as this process knows. A day costs one statement. */
class KnownDays {
  readonly #db: Db;
  readonly #days = new Set<number>();

  constructor(db: Db) {
    this.#db = db;
  }

  async insert({ days }: EventBatch, insert: () => Promise<void>): Promise<void> {
    await this.#ensure(days);
    try {
      await insert();
    } catch (error) {
      // A day or a key may have been removed at this very moment. Then the second attempt works.
      if (!isDataRefused(error)) throw error;
      this.#days.clear();
      await this.#ensure(days);
      await insert();
    }
  }

  async #ensure(days: ReadonlySet<number>): Promise<void> {
    const unknown = [...days].filter((day) => !this.#days.has(day));
    if (unknown.length === 0) return;
    await inTransaction(this.#db, (tx) => ensureEventPartitions(tx, unknown));
    for (const day of unknown) this.#days.add(day);
  }
}
