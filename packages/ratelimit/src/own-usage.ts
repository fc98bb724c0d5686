import type { RatelimitResponse } from './response.js';

/** What this process used of a limit. The service has counted at least that much. */
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
 * How much of the limit is used at a moment, by what this process knows, and when the window of
 * that moment ends. The arithmetic is that of the service, which rounds the share down.
 */
export function usageAt(
  known: KnownUsage,
  windowMs: number,
  nowMs: number,
): { used: number; reset: number } {
  const { used, usedBefore, reset, overrideId } = known;
  if (nowMs < reset) return { used: used + shareOf(usedBefore, reset - nowMs, windowMs), reset };
  // An override has a length of its own, which the answer does not tell.
  if (overrideId !== undefined) return { used: 0, reset: nowMs };
  const nextReset = reset + windowMs;
  if (nowMs < nextReset)
    return { used: shareOf(used, nextReset - nowMs, windowMs), reset: nextReset };
  return { used: 0, reset: (Math.floor(nowMs / windowMs) + 1) * windowMs };
}

/** What this process used after an answer; the cost counts if the request passed. */
export function addUsage(
  known: KnownUsage | undefined,
  answer: RatelimitResponse,
  request: {
    cost: number;
    windowMs: number;
    nowMs: number;
    /** What was known when the service was asked. */
    knownBefore: KnownUsage | undefined;
  },
): OwnUsage {
  const { cost, windowMs, nowMs, knownBefore } = request;
  const before = carryOver(known, answer, windowMs);
  if (!answer.success) return before;
  const counted = answer.limit - answer.remaining;
  const share = shareOf(before.usedBefore, answer.reset - nowMs, windowMs);
  // Not what is known by now: answers overtake each other, and an older one has counted less.
  const countedMin = carryOver(knownBefore, answer, windowMs).used + share + cost;
  if (countedMin <= counted) return { used: before.used + cost, usedBefore: before.usedBefore };
  // The service has lost its counters. What it says it has counted is then all there is.
  const used = Math.min(before.used + cost, counted);
  return { used, usedBefore: used + share > counted ? 0 : before.usedBefore };
}

/** What was known, seen from the window of the answer. */
function carryOver(
  known: KnownUsage | undefined,
  answer: RatelimitResponse,
  windowMs: number,
): OwnUsage {
  // Another override may mean another length, and each length has a counter of its own.
  if (known === undefined || known.overrideId !== answer.overrideId) return nothing;
  if (known.reset === answer.reset) return known;
  const isNext = answer.overrideId === undefined && known.reset + windowMs === answer.reset;
  return isNext ? { used: 0, usedBefore: known.used } : nothing;
}

const nothing: OwnUsage = { used: 0, usedBefore: 0 };

/** `amount × part / whole`, rounded down; where that cannot be exact, rather one too little. */
function shareOf(amount: number, partMs: number, wholeMs: number): number {
  const product = amount * Math.max(0, partMs);
  const share = Math.floor(product / wholeMs);
  return product > Number.MAX_SAFE_INTEGER ? share - 1 : share;
}
