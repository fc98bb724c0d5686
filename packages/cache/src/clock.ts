/**
 * The time in milliseconds since 1970, for lifetimes. Processes share stores, so it is that of the
 * system's clock. If that is set back, it goes on at the pace of time instead: no value may live
 * longer than `stale` for it.
 */
export function nowMs(): number {
  const monotonicMs = performance.now();
  const passedMs = Math.max(0, monotonicMs - shown.monotonicMs);
  shown.wallMs = Math.max(Date.now(), shown.wallMs + passedMs);
  shown.monotonicMs = monotonicMs;
  return Math.floor(shown.wallMs);
}

/** The time that was shown last, on both scales. */
const shown = { wallMs: 0, monotonicMs: 0 };
