import type { RatelimitResponse } from './response.js';

/** The usage of this process under a limit. The service has counted at least that much. */
export interface OwnUsage {
  /** In the window that ends at `reset`. */
  readonly used: number;
  /** In the window before that. */
  readonly usedBefore: number;
}

export interface KnownUsage extends OwnUsage {
  readonly reset: number;
  readonly overrideId?: string | undefined;
}

/**
 * How much of the limit is used at a moment, as far as this process knows, and when the window of
 * that moment ends. The arithmetic is that of the service, which judges the exact share: rounded up,
 * since all other amounts are whole.
 */
export function usageAt(
  known: KnownUsage,
  windowMs: number,
  nowMs: number,
): { used: number; reset: number } {
  const { used, usedBefore, reset, overrideId } = known;
  if (nowMs < reset) return { used: used + shareOf(usedBefore, reset - nowMs, windowMs), reset };
  // An override has a window length of its own, which the answer does not contain.
  if (overrideId !== undefined) return { used: 0, reset: nowMs };
  const nextReset = reset + windowMs;
  if (nowMs < nextReset)
    return { used: shareOf(used, nextReset - nowMs, windowMs), reset: nextReset };
  return { used: 0, reset: (Math.floor(nowMs / windowMs) + 1) * windowMs };
}

/** The usage of this process after an answer. The cost counts if the request passed. */
export function addUsage(
  known: KnownUsage | undefined,
  answer: RatelimitResponse,
  request: {
    cost: number;
    windowMs: number;
    nowMs: number;
    /** The knowledge at the time of the request. */
    knownBefore: KnownUsage | undefined;
  },
): OwnUsage {
  const { cost, windowMs, nowMs, knownBefore } = request;
  const before = carryOver(known, answer, windowMs);
  if (!answer.success) return before;
  const counted = answer.limit - answer.remaining;
  const share = shareOf(before.usedBefore, answer.reset - nowMs, windowMs);
  // Not the current knowledge: answers may arrive out of order, and an older one has counted less.
  const countedMin = carryOver(knownBefore, answer, windowMs).used + share + cost;
  if (countedMin <= counted) return { used: before.used + cost, usedBefore: before.usedBefore };
  // The service has lost its counters. Then the count of its answer is all there is.
  const used = Math.min(before.used + cost, counted);
  return { used, usedBefore: used + share > counted ? 0 : before.usedBefore };
}

/** The earlier knowledge, moved to the window of the answer. */
function carryOver(
  known: KnownUsage | undefined,
  answer: RatelimitResponse,
  windowMs: number,
): OwnUsage {
  // Another override may have another window length, and each length has a counter of its own.
  if (known === undefined || known.overrideId !== answer.overrideId) return nothing;
  if (known.reset === answer.reset) return known;
  const isNext = answer.overrideId === undefined && known.reset + windowMs === answer.reset;
  return isNext ? { used: 0, usedBefore: known.used } : nothing;
}

const nothing: OwnUsage = { used: 0, usedBefore: 0 };

/** `amount × part / whole`, rounded up; a little too small where it cannot be exact. */
function shareOf(amount: number, partMs: number, wholeMs: number): number {
  const product = amount * Math.max(0, partMs);
  if (product <= Number.MAX_SAFE_INTEGER) return Math.ceil(product / wholeMs);
  return Math.floor(product / wholeMs) - 1;
}
