import { afterEach, beforeEach, vi } from 'vitest';

const DAY_MS = 86_400_000;

/** Later in each test than in those before: the clock of the package never goes back. */
let startMs = Date.now();

/** Both clocks of the system, and timers, moved by hand; for all tests of a file. */
export function useFakeTime() {
  beforeEach(() => {
    startMs += DAY_MS;
    const toFake = ['Date', 'performance', 'setTimeout', 'clearTimeout'] as const;
    vi.useFakeTimers({ toFake: [...toFake], now: startMs });
  });
  afterEach(() => void vi.useRealTimers());
  return {
    advance: (ms: number) => void vi.advanceTimersByTime(ms),
    /** Sets the time of day, as an administrator would. */
    setBack: (ms: number) => void vi.setSystemTime(Date.now() - ms),
  };
}
