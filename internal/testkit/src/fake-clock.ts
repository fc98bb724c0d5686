/** What code that depends on time takes as an argument. */
export interface Clock {
  /** Milliseconds since 1970: for what is stored or shown. */
  nowMs(): number;
  /** Milliseconds since some moment, never going back: for durations. */
  monotonicMs(): number;
}

export interface FakeClock extends Clock {
  /** Lets time pass, on both scales. */
  advance(ms: number): void;
  /** Sets the time of day, forward or back, as an administrator would: no time passes. */
  set(ms: number): void;
}

/** Noon UTC, far from the edges of hours, days and months that a test should choose knowingly. */
const DEFAULT_START_MS = Date.UTC(2026, 0, 15, 12);

export function createFakeClock(startMs = DEFAULT_START_MS): FakeClock {
  let wallMs = startMs;
  let passedMs = 0;
  return {
    nowMs: () => wallMs,
    monotonicMs: () => passedMs,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`time cannot pass by ${ms} ms; use set() to go back`);
      wallMs += ms;
      passedMs += ms;
    },
    set(ms) {
      wallMs = ms;
    },
  };
}
