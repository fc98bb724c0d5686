/** The interface that time-dependent code takes as an argument. */
export interface Clock {
  /** Milliseconds since 1970: for stored or displayed times. */
  nowMs(): number;
  /** Milliseconds since some moment, never going back: for durations. */
  monotonicMs(): number;
}

export interface FakeClock extends Clock {
  /** Advances both scales. */
  advance(ms: number): void;
  /** Sets the time of day, forward or back, as an administrator would. Durations do not change. */
  set(ms: number): void;
}

/**
 * Noon UTC, far from the edges of hours, days and months, which a test should choose on purpose.
 */
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
