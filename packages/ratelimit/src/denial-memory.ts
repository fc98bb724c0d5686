/**
 * Remembers per identifier what the service let through by way of this process, to refuse without
 * a request what the service would certainly refuse.
 *
 * The service counts in two windows aligned to the unix epoch: what was used in the current one,
 * plus the share of the one before that a sliding window still reaches. Refusals are not counted,
 * so a refusal says nothing about what smaller requests would get, nor about a moment later, when
 * the share has fallen. What this process used itself it knows for certain, and the service has
 * counted at least that much. Therefore:
 *
 * - A request is refused here only if what this process used, by the arithmetic of the service,
 *   plus its cost is above the limit: never when the service, asked at that moment, would let it
 *   pass. A clock that is behind that of the service can stretch a refusal by the difference.
 * - The limit is what the service last told, at most a minute ago, so that a raised limit, a changed
 *   override or a service that lost its counters is noticed.
 *
 * Bounded: at most 10 000 entries, the one that was unused for the longest time makes room. What
 * can matter no more is dropped once a minute, when something is written.
 */
import { type Check, keyOf } from './check.js';
import { addUsage, type KnownUsage, type OwnUsage, usageAt } from './own-usage.js';
import type { RatelimitResponse } from './response.js';

/** The last answer for an identifier, and more that only this package reads. */
export interface CacheEntry extends RatelimitResponse {
  /** Absent in what was not written by this package. */
  known?: (OwnUsage & { askedAtMs: number; expiresAtMs: number }) | undefined;
}

/**
 * What `cache` takes. A Map of your own survives the limiter, and limiters may share it.
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
  /** How far the clock of the service is ahead of ours, as far as an answer has proved it. */
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
    // A limit of 0 refuses even what costs nothing.
    if (limit > 0 && usage.used + check.cost <= limit) return undefined;
    const response = { success: false, limit, remaining: 0, reset: usage.reset };
    return overrideId === undefined ? response : { ...response, overrideId };
  }

  /** What is known when the service is asked, to be handed to `learn` with its answer. */
  known(check: Check): KnownUsage | undefined {
    const entry = this.#entries.get(keyOf(check));
    return entry && usageOf(entry);
  }

  /** Takes note of an answer of the service. */
  learn(
    check: Check,
    answer: RatelimitResponse,
    knownBefore: KnownUsage | undefined,
    nowMs: number,
  ): void {
    const key = keyOf(check);
    const { duration: windowMs, cost } = check;
    const entry = this.#entries.get(key);
    // Overtaken by the answer to a later request, which was about the next window.
    if (entry !== undefined && entry.reset - windowMs === answer.reset) return;
    const hasOverride = answer.overrideId !== undefined;
    // The answer was given after its window began, whatever our clock says.
    if (!hasOverride) this.#aheadMs = Math.max(this.#aheadMs, answer.reset - windowMs - nowMs);
    const usage = addUsage(entry && usageOf(entry), answer, {
      cost,
      windowMs,
      nowMs: nowMs + this.#aheadMs,
      knownBefore,
    });
    // Deleted first, so that the order of the Map is that of use.
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
    // Not opened without need: to find the first entry is to step over all that were deleted.
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
