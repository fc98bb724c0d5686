/**
 * The arithmetic of a limit over a sliding window. Two windows aligned to the unix epoch
 * approximate it: the use in the current window, plus a share of the use in the previous one. The
 * share is the part of the previous window that the sliding window still covers.
 *
 * The share is a fraction and is judged as one. A share that is cut to a whole number would vanish
 * for small limits: a limit of 1 would let two requests through on both sides of a border.
 */
export interface LimitCheck {
  readonly limit: number;
  readonly windowMs: number;
  /** The amount that the request would use. 0 asks without using. */
  readonly cost: number;
  readonly nowMs: number;
  /** The use in the aligned window that holds `nowMs`. */
  readonly current: number;
  /** The use in the aligned window before that. */
  readonly previous: number;
}

export interface LimitVerdict {
  readonly passed: boolean;
  /** The whole amount that is left after this request, 0 if it was denied. */
  readonly remaining: number;
  /** When the current aligned window ends. */
  readonly resetMs: number;
}

/**
 * Exact for all safe integers. Limit, use and cost are whole numbers, so the share may be rounded
 * up: that changes no verdict, and what is left is then rounded down.
 */
export function judge(check: LimitCheck): LimitVerdict {
  const { limit, cost, nowMs, windowMs } = check;
  const resetMs = (windowIndex(nowMs, windowMs) + 1) * windowMs;
  const carried = shareOf(check.previous, resetMs - nowMs, windowMs);
  const used = check.current + carried + cost;
  // A limit of 0 denies every request, even one that costs nothing.
  const passed = limit > 0 && used <= limit;
  return { passed, remaining: passed ? limit - used : 0, resetMs };
}

/** The number of the aligned window since the unix epoch, a part of the identity of a counter. */
export function windowIndex(nowMs: number, windowMs: number): number {
  return Math.floor(nowMs / windowMs);
}

/** `amount × part / whole`, rounded up. */
function shareOf(amount: number, part: number, whole: number): number {
  const product = amount * part;
  if (product <= Number.MAX_SAFE_INTEGER) return Math.ceil(product / whole);
  // Needed only for windows of days with millions of uses in them.
  return Number((BigInt(amount) * BigInt(part) + BigInt(whole) - 1n) / BigInt(whole));
}
