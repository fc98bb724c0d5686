/** Where time comes from. Tests move it by hand. */
export interface Clock {
  /** Unix milliseconds, never going back: for expiry, windows, and what is stored and shown. */
  nowMs(): number;
  /** Milliseconds from an arbitrary start, never stepping: for measuring how long ago. */
  monotonicMs(): number;
}

/**
 * The time of day, fit for judging by: it follows the wall clock forward, jumps included, but never
 * back. The wall clock is behind after a person or NTP has set it back. Until the two meet, this
 * clock runs at half speed. So no window is entered twice and none lasts for ever, whatever the
 * size of the step.
 */
export function createClock(source: {
  /** Gets the value of the monotonic clock, for sources that are computed from it. */
  wallMs(atMs: number): number;
  monotonicMs(): number;
}): Clock {
  let shownAtMs = source.monotonicMs();
  let shownMs = source.wallMs(shownAtMs);
  return {
    nowMs() {
      const atMs = source.monotonicMs();
      const wallMs = source.wallMs(atMs);
      const isBehind = wallMs < shownMs;
      shownMs = isBehind ? Math.max(wallMs, shownMs + (atMs - shownAtMs) / 2) : wallMs;
      shownAtMs = atMs;
      return Math.floor(shownMs);
    },
    monotonicMs: source.monotonicMs,
  };
}

export const systemClock = createClock({
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
});
