/**
 * Remembers for each identifier what the service allowed this process. With that it refuses,
 * without a request, what the service would certainly refuse.
 *
 * The service counts in two windows aligned to the unix epoch. It adds the usage of the current
 * window and the share of the previous one that the sliding window still covers. It does not count
 * refusals. So a refusal proves nothing about smaller requests, nor about a later moment, when the
 * share is smaller. But the process knows its own usage, and the service has counted at least that
 * much. Therefore:
 *
 * - A request is refused here only if the usage of this process, by the arithmetic of the service,
 *   plus the cost is above the limit. So the service would refuse it too at that moment. A clock
 *   that is behind that of the service can prolong a refusal by the difference.
 * - The limit is that of the last answer, at most a minute old. So a raised limit, a changed
 *   override and a service that lost its counters are noticed.
 *
 * Bounded: at most 10 000 entries; the least recently used one is evicted. Once a minute, a write
 * drops the entries that no longer matter.
 */
import { type Check, keyOf } from './check.js';
import { addUsage, type KnownUsage, type OwnUsage, usageAt } from './own-usage.js';
import type { RatelimitResponse } from './response.js';

/** The last answer for an identifier, and fields that only this package reads. */
export interface CacheEntry extends RatelimitResponse {
  /** Absent from entries that other code has written. */
  known?: (OwnUsage & { askedAtMs: number; expiresAtMs: number }) | undefined;
}

/**
 * The type of `cache`. A Map of your own survives the limiter, and limiters may share it.
 *
 * @example
 * const cache: Cache = new Map();
 * const limiter = new Ratelimit({ namespace: 'email', limit: 10, duration: '1m', cache });
 */
export type Cache = Map<string, CacheEntry>;

const ENTRIES_MAX = 10_000;
const LIMIT_TRUSTED_MS = 60_000;
const SWEEP_EVERY_MS = 60_000;

export class DenialMemory {
  readonly #entries: Cache;
  /** How far the clock of the service is ahead of this one, as far as an answer has proved it. */
  #aheadMs = 0;
  #sweptAtMs = 0;

  constructor(entries: Cache) {
    this.#entries = entries;
  }

  /** The refusal, if the service would certainly refuse. */
  recall(check: Check, nowMs: number): RatelimitResponse | undefined {
    const entry = this.#entries.get(keyOf(check));
    if (entry?.known === undefined) return undefined;
    const ageMs = nowMs - entry.known.askedAtMs;
    if (ageMs < 0 || ageMs >= LIMIT_TRUSTED_MS) return undefined;
    const { limit, overrideId } = entry;
    const usage = usageAt(
      { ...entry.known, reset: entry.reset, overrideId },
      check.duration,
      nowMs + this.#aheadMs,
    );
    // A limit of 0 refuses even a cost of 0.
    if (limit > 0 && usage.used + check.cost <= limit) return undefined;
    const response = { success: false, limit, remaining: 0, reset: usage.reset };
    return overrideId === undefined ? response : { ...response, overrideId };
  }

  /** The knowledge at the time of the request. Pass it to `learn` with the answer. */
  known(check: Check): KnownUsage | undefined {
    const entry = this.#entries.get(keyOf(check));
    return entry && usageOf(entry);
  }

  /** Records an answer of the service. */
  learn(
    check: Check,
    answer: RatelimitResponse,
    knownBefore: KnownUsage | undefined,
    nowMs: number,
  ): void {
    const key = keyOf(check);
    const { duration: windowMs, cost } = check;
    const entry = this.#entries.get(key);
    // This answer is older than the answer to a later request, which was about the next window.
    if (entry !== undefined && entry.reset - windowMs === answer.reset) return;
    const hasOverride = answer.overrideId !== undefined;
    // The service gave the answer after its window began, whatever the local clock says.
    if (!hasOverride) this.#aheadMs = Math.max(this.#aheadMs, answer.reset - windowMs - nowMs);
    const usage = addUsage(entry && usageOf(entry), answer, {
      cost,
      windowMs,
      nowMs: nowMs + this.#aheadMs,
      knownBefore,
    });
    // Deleted first, so that the Map is in the order of use.
    this.#entries.delete(key);
    const expiresAtMs = answer.reset + (hasOverride ? 0 : windowMs);
    this.#entries.set(key, { ...answer, known: { ...usage, askedAtMs: nowMs, expiresAtMs } });
    this.#makeRoom(nowMs);
  }

  #makeRoom(nowMs: number): void {
    if (Math.abs(nowMs - this.#sweptAtMs) >= SWEEP_EVERY_MS) {
      this.#sweptAtMs = nowMs;
      for (const [key, { known, reset }] of this.#entries) {
        if ((known?.expiresAtMs ?? reset) <= nowMs) this.#entries.delete(key);
      }
    }
    // The iterator is created only when needed: to find the first entry, it steps over all deleted
    // ones.
    if (this.#entries.size <= ENTRIES_MAX) return;
    for (const key of this.#entries.keys()) {
      this.#entries.delete(key);
      if (this.#entries.size <= ENTRIES_MAX) return;
    }
  }
}

function usageOf({ known, reset, overrideId }: CacheEntry): KnownUsage | undefined {
  return known && { ...known, reset, overrideId };
}
