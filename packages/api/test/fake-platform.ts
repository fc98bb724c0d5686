import type { Platform } from '../src/platform.js';

interface Timer {
  atMs: number;
  callback: () => void;
}

export interface FakePlatform extends Platform {
  /** Advances the clock and fires every timer on the way. */
  advance(durationMs: number): void;
  /** The delay of the next timer, in the order in which timers are set. */
  nextTimer(): Promise<number>;
  /** How many timers are pending. */
  pendingTimers(): number;
}

/** A manual clock, and randomness that is always the middle value. */
export function fakePlatform(environment: Record<string, string> = {}): FakePlatform {
  let nowMs = Date.UTC(2026, 0, 1);
  let ids = 0;
  const timers = new Set<Timer>();
  const seen: number[] = [];
  const waiting: ((delayMs: number) => void)[] = [];

  return {
    nowMs: () => nowMs,
    random: () => 0.5,
    randomId: () => `random-${++ids}`,
    environment: (name) => environment[name],
    isBrowser: () => false,
    schedule(callback, delayMs) {
      const timer = { atMs: nowMs + delayMs, callback };
      timers.add(timer);
      const observer = waiting.shift();
      if (observer) observer(delayMs);
      else seen.push(delayMs);
      return () => timers.delete(timer);
    },
    advance(durationMs) {
      nowMs += durationMs;
      for (const timer of [...timers].sort((a, b) => a.atMs - b.atMs)) {
        if (timer.atMs <= nowMs && timers.delete(timer)) timer.callback();
      }
    },
    nextTimer() {
      const delayMs = seen.shift();
      return delayMs === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(delayMs);
    },
    pendingTimers: () => timers.size,
  };
}
