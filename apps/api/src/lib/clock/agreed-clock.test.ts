import { describe, expect, it } from 'vitest';
import { createAgreedClock, sampleTime } from './agreed-clock.js';

const NOON_MS = Date.UTC(2026, 0, 15, 12);

function createFake() {
  let passedMs = 0;
  const clock = createAgreedClock(() => passedMs);
  const observe = (remoteMs: number) =>
    clock.observe({ sentMs: passedMs, receivedMs: passedMs, remoteMs });
  const pass = (ms: number) => {
    passedMs += ms;
  };
  return { clock, observe, pass };
}

describe('an agreed clock', () => {
  it('does not guess the time before the first sample', () => {
    const { clock, pass } = createFake();
    pass(5);
    expect(clock.monotonicMs()).toBe(5);
    expect(() => clock.nowMs()).toThrow(/before it is agreed on/);
  });

  it('continues from the last sample, for any time', () => {
    const { clock, observe, pass } = createFake();
    pass(5);
    observe(NOON_MS);
    expect(clock.nowMs()).toBe(NOON_MS);
    pass(3_600_000);
    expect(clock.nowMs()).toBe(NOON_MS + 3_600_000);
  });

  it('follows the other clock forward at once, and never shows it going back', () => {
    const { clock, observe, pass } = createFake();
    observe(NOON_MS);
    observe(NOON_MS + 60_000);
    expect(clock.nowMs()).toBe(NOON_MS + 60_000);
    observe(NOON_MS + 58_000);
    expect(clock.nowMs()).toBe(NOON_MS + 60_000);
    pass(1000);
    expect(clock.nowMs()).toBe(NOON_MS + 60_500);
    pass(9000);
    expect(clock.nowMs()).toBe(NOON_MS + 68_000);
  });
});

describe('sampleTime', () => {
  it('reads its own clock before the question and after the answer', async () => {
    let passedMs = 100;
    const monotonicMs = () => passedMs;
    const sample = await sampleTime({ monotonicMs }, async () => {
      passedMs = 107;
      return NOON_MS;
    });
    expect(sample).toEqual({ sentMs: 100, receivedMs: 107, remoteMs: NOON_MS });
  });
});
