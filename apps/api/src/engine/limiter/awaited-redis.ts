import { assertTransition, type StateTable } from '../../lib/state-machine.js';
import type { RedisCounters } from './redis-counters.js';

type Counters = Pick<RedisCounters, 'take' | 'raise' | 'probe' | 'close'>;

type Joining =
  | { readonly kind: 'AWAITED' }
  | { readonly kind: 'JOINING'; readonly attempt: Promise<Counters> }
  | { readonly kind: 'JOINED'; readonly counters: Counters }
  | { readonly kind: 'CLOSED' };

const JOINING: StateTable<Joining['kind']> = {
  name: 'awaited Redis',
  next: {
    AWAITED: ['JOINING', 'CLOSED'],
    JOINING: ['JOINED', 'AWAITED', 'CLOSED'],
    JOINED: ['CLOSED'],
    CLOSED: [],
  },
};

interface AwaitedRedisOptions {
  /** What the start has opened; `undefined`: Redis was away. */
  readonly counters: Counters | undefined;
  /** Tries to open it. Rejects with the reason. */
  readonly open: () => Promise<Counters>;
  /** An attempt has failed, with the reason. */
  readonly onFailed: (reason: unknown) => void;
}

/**
 * The counters in Redis, also while Redis has not been reached since the start. What kind of Redis
 * it is, is unknown until then, so there is no client yet.
 *
 * AWAITED  There is no client. Commands fail at once.
 *          → JOINING: `probe`, which the limiter calls twice a second while it does not ask Redis.
 * JOINING  An attempt is under way, longer perhaps than the probe that began it. Commands fail at
 *          once, and further probes wait for the same attempt.
 *          → JOINED: Redis was opened, and can count.
 *          → AWAITED: the attempt failed.
 * JOINED   Everything goes to the client, which reconnects by itself from now on.
 * CLOSED   From every state, by `close`. A client that is opened only now is closed again.
 *
 * Invariants:
 * 1. At most one attempt is under way.
 * 2. A client is closed exactly once.
 */
export class AwaitedRedis implements Counters {
  readonly #options: AwaitedRedisOptions;
  #state: Joining;

  constructor(options: AwaitedRedisOptions) {
    this.#options = options;
    const { counters } = options;
    this.#state = counters === undefined ? { kind: 'AWAITED' } : { kind: 'JOINED', counters };
  }

  /** Whether Redis has been reached since the start. */
  get isJoined(): boolean {
    return this.#state.kind === 'JOINED';
  }

  take(...call: Parameters<RedisCounters['take']>): ReturnType<RedisCounters['take']> {
    return this.#state.kind === 'JOINED' ? this.#state.counters.take(...call) : absent();
  }

  raise(...cells: Parameters<RedisCounters['raise']>): Promise<void> {
    return this.#state.kind === 'JOINED' ? this.#state.counters.raise(...cells) : absent();
  }

  async probe(): Promise<void> {
    if (this.#state.kind === 'JOINED') return this.#state.counters.probe();
    if (this.#state.kind === 'CLOSED') return absent();
    const attempt = this.#state.kind === 'JOINING' ? this.#state.attempt : this.#join();
    await attempt;
  }

  close(): void {
    if (this.#state.kind === 'CLOSED') return;
    if (this.#state.kind === 'JOINED') this.#state.counters.close();
    this.#enter({ kind: 'CLOSED' });
  }

  #join(): Promise<Counters> {
    const attempt = this.#options.open();
    this.#enter({ kind: 'JOINING', attempt });
    attempt.then(
      (counters) => {
        if (this.#state.kind === 'CLOSED') counters.close();
        else this.#enter({ kind: 'JOINED', counters });
      },
      (reason: unknown) => {
        if (this.#state.kind === 'CLOSED') return;
        this.#enter({ kind: 'AWAITED' });
        this.#options.onFailed(reason);
      },
    );
    return attempt;
  }

  #enter(next: Joining): void {
    assertTransition(JOINING, this.#state.kind, next.kind);
    this.#state = next;
  }
}

function absent(): Promise<never> {
  return Promise.reject(new Error('Redis has not been reached since the start'));
}
