import { sampleTime } from '../../lib/clock/agreed-clock.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { TimeSample } from '../../lib/clock/clock-offset.js';
import { assertTransition, type StateTable } from '../../lib/state-machine.js';
import type { ChangeListener } from '../../store/changes/change-listener.js';
import { type Change, decodeChanges } from '../../store/changes/changes.js';

interface ChangeFeedOptions {
  readonly connect: (events: {
    onPayload: (payload: string) => void;
    onLost: (reason: Error) => void;
  }) => Promise<ChangeListener>;
  readonly onChange: (change: Change) => void;
  readonly onGap: () => void;
  readonly onLost: (reason: unknown) => void;
  /** The database's time, with each answered ping. */
  readonly onTime: (sample: TimeSample) => void;
  readonly maxStalenessMs: number;
  readonly clock: Clock;
}

type FeedState =
  | { readonly kind: 'NEW' }
  | { readonly kind: 'STARTING' }
  | { readonly kind: 'LIVE'; readonly listener: ChangeListener; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'PINGING'; readonly listener: ChangeListener }
  | { readonly kind: 'LOST'; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'RECONNECTING' }
  | { readonly kind: 'STOPPED' };

const FEED: StateTable<FeedState['kind']> = {
  name: 'change feed',
  next: {
    NEW: ['STARTING', 'STOPPED'],
    STARTING: ['LIVE', 'NEW', 'STOPPED'],
    LIVE: ['PINGING', 'LOST', 'STOPPED'],
    PINGING: ['LIVE', 'LOST', 'STOPPED'],
    LOST: ['RECONNECTING', 'STOPPED'],
    RECONNECTING: ['LIVE', 'LOST', 'STOPPED'],
    STOPPED: [],
  },
};

const PING_INTERVAL_MS = 1000;
const RECONNECT_MIN_MS = 100;
const RECONNECT_MAX_MS = 5000;

/**
 * Brings changes that any process commits to the caches of this one.
 *
 * NEW           The feed has no connection and makes none.
 *               → STARTING: `start`.
 * STARTING      The first connection is being made.
 *               → LIVE: it listens. `onGap` comes first.
 *               → NEW: it fails, and so does `start`. The feed does not try again by itself.
 * LIVE          The connection listens. A timer runs to the next ping.
 *               → PINGING: a second is over.
 *               → LOST: the connection ends.
 * PINGING       The connection listens. One ping is under way.
 *               → LIVE: the answer proves that every change committed before the ping has arrived.
 *               → LOST: the connection ends, or the ping fails, as it does on a silent connection.
 * LOST          There is no connection. A timer runs to the next attempt.
 *               → RECONNECTING: the wait is over. It is 100 ms after a loss, and twice as long
 *               after each attempt that fails, up to five seconds.
 * RECONNECTING  A connection is being made.
 *               → LIVE: it listens. `onGap` comes first.
 *               → LOST: it fails.
 * STOPPED       There is no connection, and there will be none.
 *
 * `stop` leads from every state to STOPPED, and once more it does nothing. A connection or a ping
 * that ends after its state has been left changes nothing; such a connection is closed.
 *
 * Who may change what: the feed alone opens and closes connections. It changes no cache itself, but
 * calls `onChange` and `onGap`. A payload is passed on in every state: to forget is never wrong.
 *
 * Invariants:
 * 1. Every change that is committed while the feed is LIVE or PINGING reaches `onChange`, or
 *    `onGap` if it cannot be read.
 * 2. No process can know what was committed while it had no connection. So `onGap` empties the
 *    caches before the feed is LIVE.
 * 3. `isCurrent()` is true only while the last proof of contact is younger than `maxStalenessMs`.
 *    Its age counts from when the answered ping was sent, so a slow answer does not stretch it.
 * 4. That age is the larger one of two clocks. The monotonic clock may stand still while the
 *    machine is suspended. The wall clock may be set back. If it is set forward, the caches load
 *    anew until the next answer.
 * 5. There is at most one connection, one ping or attempt, and one timer.
 *
 * Full: the feed keeps no changes, so it cannot be full.
 * Slow database: a ping without an answer fails in time, and the connection counts as lost.
 * Database down: the feed reconnects for as long as it takes.
 * Restart: the caches of a new process are empty, so it has missed nothing.
 */
export class ChangeFeed {
  readonly stats = { changes: 0, gaps: 0, connects: 0 };
  readonly #options: ChangeFeedOptions;
  #state: FeedState = { kind: 'NEW' };
  #provenAtMs = Number.NEGATIVE_INFINITY;
  #provenAtWallMs = Number.NEGATIVE_INFINITY;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
  }

  isCurrent(): boolean {
    return this.stalenessMs() <= this.#options.maxStalenessMs;
  }

  /** This process has seen every change that was committed longer ago than this. */
  stalenessMs(): number {
    const monotonicMs = this.#options.clock.monotonicMs() - this.#provenAtMs;
    return Math.max(monotonicMs, Date.now() - this.#provenAtWallMs);
  }

  isLive(): boolean {
    return 'listener' in this.#state;
  }

  /** Resolves when live; rejects if the first connection cannot be made. */
  async start(): Promise<void> {
    const starting: FeedState = { kind: 'STARTING' };
    this.#enter(starting);
    try {
      await this.#connect(starting);
    } catch (reason) {
      if (this.#state === starting) this.#enter({ kind: 'NEW' });
      throw reason;
    }
  }

  async stop(): Promise<void> {
    const state = this.#state;
    if (state.kind === 'STOPPED') return;
    this.#enter({ kind: 'STOPPED' });
    if ('listener' in state) await close(state.listener);
  }

  #enter(next: FeedState): void {
    assertTransition(FEED, this.#state.kind, next.kind);
    if ('timer' in this.#state) clearTimeout(this.#state.timer);
    this.#state = next;
  }

  async #connect(attempt: FeedState): Promise<void> {
    const { clock, connect, onGap } = this.#options;
    const startedMs = clock.monotonicMs();
    const startedWallMs = Date.now();
    const listener = await connect({
      onPayload: (payload) => this.#receive(payload),
      onLost: (reason) => this.#lose(reason),
    });
    if (this.#state !== attempt) return listener.close();
    this.stats.connects += 1;
    onGap();
    this.#provenAtMs = startedMs;
    this.#provenAtWallMs = startedWallMs;
    this.#pingLater(listener);
  }

  #receive(payload: string): void {
    const changes = decodeChanges(payload);
    this.stats.changes += changes?.length ?? 1;
    if (changes === undefined) {
      this.stats.gaps += 1;
      this.#options.onGap();
    } else {
      for (const change of changes) this.#options.onChange(change);
    }
  }

  #pingLater(listener: ChangeListener): void {
    const timer = setTimeout(() => void this.#ping(listener), PING_INTERVAL_MS);
    this.#enter({ kind: 'LIVE', listener, timer });
  }

  async #ping(listener: ChangeListener): Promise<void> {
    const pinging: FeedState = { kind: 'PINGING', listener };
    this.#enter(pinging);
    const sentWallMs = Date.now();
    let sample: TimeSample;
    try {
      sample = await sampleTime(this.#options.clock, () => listener.ping());
    } catch (reason) {
      // A connection that was given up fails its ping too, perhaps when it has a successor.
      if (this.#state === pinging) this.#lose(reason);
      return;
    }
    if (this.#state !== pinging) return;
    this.#provenAtMs = sample.sentMs;
    this.#provenAtWallMs = sentWallMs;
    this.#options.onTime(sample);
    this.#pingLater(listener);
  }

  /** An attempt that breaks before it listens fails by itself. */
  #lose(reason: unknown): void {
    const state = this.#state;
    if (!('listener' in state)) return;
    this.#options.onLost(reason);
    void close(state.listener);
    this.#reconnectLater(RECONNECT_MIN_MS);
  }

  #reconnectLater(delayMs: number): void {
    const timer = setTimeout(() => this.#reconnect(delayMs), delayMs);
    this.#enter({ kind: 'LOST', timer });
  }

  #reconnect(delayMs: number): void {
    const reconnecting: FeedState = { kind: 'RECONNECTING' };
    this.#enter(reconnecting);
    this.#connect(reconnecting).catch(() => {
      if (this.#state !== reconnecting) return;
      this.#reconnectLater(Math.min(delayMs * 2, RECONNECT_MAX_MS));
    });
  }
}

/** The connection may be dead already, and then there is nothing to close. */
async function close(listener: ChangeListener): Promise<void> {
  await listener.close().catch(() => undefined);
}
