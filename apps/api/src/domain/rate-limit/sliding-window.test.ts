import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, type LimitCheck, type LimitVerdict, windowIndex } from './sliding-window.js';

const WINDOW_MS = 10_000;
const START_MS = 1_700_000_000_000;

const safe = (max: number) => fc.oneof(fc.nat(20), fc.nat(1_000_000), fc.nat(max));
const check = fc.record<LimitCheck>({
  limit: safe(Number.MAX_SAFE_INTEGER),
  windowMs: fc.oneof(fc.integer({ min: 1, max: 2_592_000_000 }), fc.integer({ min: 1, max: 1e12 })),
  cost: safe(1_000_000_000_000),
  nowMs: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  current: safe(Number.MAX_SAFE_INTEGER),
  previous: safe(Number.MAX_SAFE_INTEGER),
});

describe('judge', () => {
  it.each([
    { current: 0, previous: 0, percent: 0, cost: 1, passed: true, remaining: 9 },
    { current: 9, previous: 0, percent: 70, cost: 1, passed: true, remaining: 0 },
    { current: 10, previous: 0, percent: 0, cost: 0, passed: true, remaining: 0 },
    { current: 10, previous: 0, percent: 0, cost: 1, passed: false, remaining: 0 },
    { current: 11, previous: 0, percent: 0, cost: 0, passed: false, remaining: 0 },
    { current: 5, previous: 10, percent: 50, cost: 1, passed: false, remaining: 0 },
    { current: 5, previous: 10, percent: 50, cost: 0, passed: true, remaining: 0 },
    { current: 5, previous: 10, percent: 99, cost: 1, passed: true, remaining: 4 },
    { current: 0, previous: 10, percent: 0, cost: 1, passed: false, remaining: 0 },
    { current: 0, previous: 10, percent: 10, cost: 1, passed: true, remaining: 0 },
    { current: 0, previous: 7, percent: 50, cost: 1, passed: true, remaining: 6 },
    { current: 0, previous: 0, percent: 0, cost: 10, passed: true, remaining: 0 },
    { current: 0, previous: 0, percent: 0, cost: 100, passed: false, remaining: 0 },
  ])('limit 10, $current + $previous at $percent %, cost $cost: $passed, $remaining', (row) => {
    const nowMs = START_MS + (WINDOW_MS * row.percent) / 100;
    const { current, previous, cost, passed, remaining } = row;
    expect(judge({ limit: 10, windowMs: WINDOW_MS, cost, nowMs, current, previous })).toEqual({
      passed,
      remaining,
      resetMs: START_MS + WINDOW_MS,
    });
  });

  it.each([0, 1])('denies everything at limit 0, also cost %i', (cost) => {
    const verdict = judge({
      limit: 0,
      windowMs: WINDOW_MS,
      cost,
      nowMs: START_MS,
      current: 0,
      previous: 0,
    });
    expect(verdict).toMatchObject({ passed: false, remaining: 0 });
  });

  it('is exact for all safe integers', () => {
    fc.assert(
      fc.property(check, (check) => {
        expect(judge(check)).toEqual(judgeExactly(check));
      }),
      { numRuns: 1000 },
    );
  });

  it('never lets more than the limit through in one aligned window', () => {
    const limit = fc.integer({ min: 1, max: 20 });
    const requests = fc.array(fc.record({ waitMs: fc.nat(400), cost: fc.nat(8) }), {
      minLength: 20,
      maxLength: 120,
    });
    fc.assert(
      fc.property(limit, requests, (limit, requests) => {
        const used = new Map<number, number>();
        let nowMs = START_MS;
        for (const { waitMs, cost } of requests) {
          nowMs += waitMs;
          const index = windowIndex(nowMs, 1000);
          const current = used.get(index) ?? 0;
          const previous = used.get(index - 1) ?? 0;
          const { passed } = judge({ limit, windowMs: 1000, cost, nowMs, current, previous });
          if (passed) used.set(index, current + cost);
        }
        expect(Math.max(0, ...used.values())).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('resets at the end of the aligned window, whatever the verdict', () => {
    fc.assert(
      fc.property(check, (check) => {
        const { resetMs } = judge(check);
        expect(resetMs % check.windowMs).toBe(0);
        expect(resetMs).toBeGreaterThan(check.nowMs);
        expect(resetMs - check.windowMs).toBeLessThanOrEqual(check.nowMs);
      }),
    );
  });
});

/** The definition, in integers of any size. */
function judgeExactly(check: LimitCheck): LimitVerdict {
  const windowMs = BigInt(check.windowMs);
  const elapsedMs = BigInt(check.nowMs) % windowMs;
  const carried = (BigInt(check.previous) * (windowMs - elapsedMs)) / windowMs;
  const left = BigInt(check.limit) - BigInt(check.current) - carried - BigInt(check.cost);
  const passed = check.limit > 0 && left >= 0n;
  return {
    passed,
    remaining: passed ? Number(left) : 0,
    resetMs: Number(BigInt(check.nowMs) - elapsedMs + windowMs),
  };
}
