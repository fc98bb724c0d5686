/**
 * How long no load of a key starts after loads of it have failed, so that an origin that is down is
 * not asked by every call.
 *
 * - The first failure causes no pause: it may be of one caller, for example a request that was
 *   aborted. After the second in a row the pause is 250 ms, then twice as long with each failure, at
 *   most 10 s. A random part of up to a half is cut off, so that processes do not return together.
 * - A load that succeeds ends it, and so does a change of the key.
 * - Bounded: at most 1 000 keys. A further one takes the place of the one that failed first.
 */
import type { CacheError } from './cache-error.js';
import { nowMs } from './clock.js';

const KEYS_MAX = 1_000;
const FIRST_PAUSE_MS = 250;
const PAUSE_MAX_MS = 10_000;

interface Failures {
  readonly count: number;
  readonly error: CacheError;
  readonly pausedUntil: number;
}

export class Pauses {
  readonly #keys = new Map<string, Failures>();

  /** The last failure, while the pause after it lasts. */
  current(key: string): CacheError | undefined {
    const failures = this.#keys.get(key);
    return failures && nowMs() < failures.pausedUntil ? failures.error : undefined;
  }

  fail(key: string, error: CacheError): void {
    const count = (this.#keys.get(key)?.count ?? 0) + 1;
    const longestMs = count < 2 ? 0 : FIRST_PAUSE_MS * 2 ** (count - 2);
    const pauseMs = Math.min(longestMs, PAUSE_MAX_MS) * (1 - Math.random() / 2);
    // Deleted first, so that the Map is in the order of failures.
    this.#keys.delete(key);
    this.#keys.set(key, { count, error, pausedUntil: nowMs() + pauseMs });
    if (this.#keys.size <= KEYS_MAX) return;
    for (const oldest of this.#keys.keys()) {
      this.#keys.delete(oldest);
      return;
    }
  }

  end(key: string): void {
    this.#keys.delete(key);
  }

  /** How many keys take memory. */
  get size(): number {
    return this.#keys.size;
  }
}
