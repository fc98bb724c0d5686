import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock } from './clock.js';

function createFakeSource() {
  const state = { wallMs: 1_000_000, monotonicMs: 0 };
  return {
    source: { wallMs: () => state.wallMs, monotonicMs: () => state.monotonicMs },
    pass(ms: number) {
      state.wallMs += ms;
      state.monotonicMs += ms;
    },
    set(byMs: number) {
      state.wallMs += byMs;
    },
  };
}

describe('createClock', () => {
  it('shows the wall clock, and follows it forward at once', () => {
    const fake = createFakeSource();
    const clock = createClock(fake.source);
    fake.pass(5);
    fake.set(3_600_000);
    expect(clock.nowMs()).toBe(4_600_005);
  });

  it('runs at half speed while the wall clock is behind, and meets it', () => {
    const fake = createFakeSource();
    const clock = createClock(fake.source);
    fake.set(-2000);
    const shown = Array.from({ length: 5 }, () => {
      fake.pass(1000);
      return clock.nowMs() - 1_000_000;
    });
    expect(shown).toEqual([500, 1000, 1000, 2000, 3000]);
  });

  it('never goes back, whatever the steps of the wall clock', () => {
    const step = fc.record({
      passMs: fc.nat(10_000),
      setMs: fc.integer({ min: -500_000, max: 500_000 }),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const fake = createFakeSource();
        const clock = createClock(fake.source);
        let shownMs = clock.nowMs();
        for (const { passMs, setMs } of steps) {
          fake.pass(passMs);
          fake.set(setMs);
          expect(clock.nowMs()).toBeGreaterThanOrEqual(shownMs);
          shownMs = clock.nowMs();
        }
      }),
    );
  });
});
