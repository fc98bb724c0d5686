import { sampleTime } from '../../lib/clock/agreed-clock.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { TimeSample } from '../../lib/clock/clock-offset.js';
import type { ChangeListener } from '../../store/changes/change-listener.js';
import { type Change, decodeChange } from '../../store/changes/changes.js';

/**
 * Brings changes that any process commits to the caches of this one.
 *
 * States: connecting → live → lost → connecting …, until stopped. While live, the connection is
 * pinged every second; an answer proves that nothing committed before the ping is outstanding.
 *
 * Invariants:
 * - Every change committed while live reaches `onChange`. What was committed while not live cannot
 *   be known, so becoming live calls `onGap`, and the caches start empty.
 * - `isCurrent()` is true only while the last proof of contact is younger than `maxStalenessMs`.
 *   It is measured from when the answered ping was sent, so a slow answer does not stretch it; and
 *   on the clock that shows more: the monotonic one may stand still while the machine is suspended,
 *   the wall clock may be set back. One that is set forward costs loads until the next answer.
 *
 * Database down: reconnects for as long as it takes, waiting a little longer each time. A silent
 * connection fails its ping, which is given up when it is not answered in time.
 */
interface ChangeFeedOptions {
  readonly connect: (events: {
    onPayload: (payload: string) => void;
    onLost: (reason: Error) => void;
  }) => Promise<ChangeListener>;
  readonly onChange: (change: Change) => void;
  readonly onGap: () => void;
  readonly onLost: (reason: unknown) => void;
  /** With each answered ping: what time it is for the database. */
  readonly onTime: (sample: TimeSample) => void;
  readonly maxStalenessMs: number;
  readonly clock: Clock;
}

const PING_INTERVAL_MS = 1000;
const RECONNECT_MIN_MS = 100;
const RECONNECT_MAX_MS = 5000;

export class ChangeFeed {
  readonly stats = { changes: 0, gaps: 0, connects: 0 };
  readonly #options: ChangeFeedOptions;
  #listener: ChangeListener | undefined;
  #timer: NodeJS.Timeout | undefined;
  #reconnectDelayMs = RECONNECT_MIN_MS;
  #provenAtMs = Number.NEGATIVE_INFINITY;
  #provenAtWallMs = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
  }

  isCurrent(): boolean {
    return this.stalenessMs() <= this.#options.maxStalenessMs;
  }

  /** What was committed longer ago than this is known here. */
  stalenessMs(): number {
    const monotonicMs = this.#options.clock.monotonicMs() - this.#provenAtMs;
    return Math.max(monotonicMs, Date.now() - this.#provenAtWallMs);
  }

  isLive(): boolean {
    return this.#listener !== undefined;
  }

  /** Resolves when live; rejects if the first connection cannot be made. */
  async start(): Promise<void> {
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#release();
  }

  async #connect(): Promise<void> {
    const { clock, connect, onGap } = this.#options;
    const startedMs = clock.monotonicMs();
    const startedWallMs = Date.now();
    const listener = await connect({
      onPayload: (payload) => this.#receive(payload),
      onLost: (reason) => this.#lose(reason),
    });
    if (this.#stopped) return listener.close();
    this.#listener = listener;
    this.#reconnectDelayMs = RECONNECT_MIN_MS;
    this.stats.connects += 1;
    onGap();
    this.#provenAtMs = startedMs;
    this.#provenAtWallMs = startedWallMs;
    this.#pingLater(listener);
  }

  #receive(payload: string): void {
    const change = decodeChange(payload);
    this.stats.changes += 1;
    if (change === undefined) {
      this.stats.gaps += 1;
      this.#options.onGap();
    } else {
      this.#options.onChange(change);
    }
  }

  #pingLater(listener: ChangeListener): void {
    this.#after(PING_INTERVAL_MS, () => void this.#ping(listener));
  }

  async #ping(listener: ChangeListener): Promise<void> {
    const sentWallMs = Date.now();
    let sample: TimeSample;
    try {
      sample = await sampleTime(this.#options.clock, () => listener.ping());
    } catch (reason) {
      // A connection that was given up fails its ping too, perhaps when it has a successor.
      if (this.#listener === listener) this.#lose(reason);
      return;
    }
    if (this.#listener !== listener) return;
    this.#provenAtMs = sample.sentMs;
    this.#provenAtWallMs = sentWallMs;
    this.#options.onTime(sample);
    this.#pingLater(listener);
  }

  #lose(reason: unknown): void {
    if (this.#listener === undefined) return;
    this.#options.onLost(reason);
    void this.#release();
    this.#reconnectLater();
  }

  #reconnectLater(): void {
    this.#after(this.#reconnectDelayMs, () => {
      this.#connect().catch(() => this.#reconnectLater());
    });
    this.#reconnectDelayMs = Math.min(this.#reconnectDelayMs * 2, RECONNECT_MAX_MS);
  }

  /** One timer serves all states: it stands for the next ping or for the next attempt. */
  #after(delayMs: number, run: () => void): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(run, delayMs);
  }

  async #release(): Promise<void> {
    const listener = this.#listener;
    this.#listener = undefined;
    // The connection may be dead already; there is nobody to tell.
    await listener?.close().catch(() => undefined);
  }
}
