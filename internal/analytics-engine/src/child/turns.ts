import { EngineFailure } from './failures.js';

/**
 * A bounded queue for a bounded number of places.
 *
 * A request WAITS or HAS A PLACE. It waits only if all places are taken, in the order of arrival. A
 * request whose client leaves while it waits is taken out of the queue. `release` of a place hands
 * it to the first one that waits.
 *
 * Invariants:
 * 1. At most `atOnce` requests have a place, and at most `waitingMax` wait.
 * 2. A place is released once, however often `release` is called.
 * 3. No request waits while a place is free.
 *
 * Full: the request is refused at once, with the code that ClickHouse has for it.
 */
export class Turns {
  readonly #atOnce: number;
  readonly #waitingMax: number;
  readonly #queue = new Set<() => void>();
  /** When each place that is taken was taken by the one that has it. */
  readonly #since = new Set<{ readonly ms: number }>();
  #taken = 0;

  constructor({ atOnce, waitingMax }: { readonly atOnce: number; readonly waitingMax: number }) {
    this.#atOnce = atOnce;
    this.#waitingMax = waitingMax;
  }

  get running(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** How long the request has its place that has had it for longest; 0 if there is none. */
  get longestMs(): number {
    const [oldest] = this.#since;
    return oldest === undefined ? 0 : Math.round(performance.now() - oldest.ms);
  }

  /** Resolves with what releases the place. Rejects if the queue is full, or on `signal`. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#taken < this.#atOnce) this.#taken += 1;
    else await this.#wait(signal);
    const since = { ms: performance.now() };
    this.#since.add(since);
    return () => {
      if (this.#since.delete(since)) this.#handOn();
    };
  }

  #wait(signal: AbortSignal): Promise<void> {
    if (this.#queue.size >= this.#waitingMax) {
      throw new EngineFailure('TOO_MANY_SIMULTANEOUS_QUERIES', 'Too many queries wait already.');
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#queue.delete(admit);
        reject(signal.reason);
      };
      const admit = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#queue.add(admit);
    });
  }

  /** The place stays taken if a request waits: it goes from one to the other. */
  #handOn(): void {
    const [next] = this.#queue;
    if (next === undefined) {
      this.#taken -= 1;
      return;
    }
    this.#queue.delete(next);
    next();
  }
}
