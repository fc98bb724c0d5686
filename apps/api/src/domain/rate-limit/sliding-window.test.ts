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
    { current: 5, previous: 10, percent: 99, cost: 1, passed: true, remaining: 3 },
    { current: 0, previous: 10, percent: 0, cost: 1, passed: false, remaining: 0 },
    { current: 0, previous: 10, percent: 10, cost: 1, passed: true, remaining: 0 },
    { current: 0, previous: 10, percent: 9.99, cost: 1, passed: false, remaining: 0 },
    { current: 0, previous: 7, percent: 50, cost: 1, passed: true, remaining: 5 },
    { current: 6, previous: 7, percent: 50, cost: 1, passed: false, remaining: 0 },
    { current: 6, previous: 7, percent: 50, cost: 0, passed: true, remaining: 0 },
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

  it.each([
    { limit: 1, windowMs: 1000, usedAtMs: 999, againMs: 2000 },
    { limit: 1, windowMs: 1000, usedAtMs: 0, againMs: 2000 },
    { limit: 2, windowMs: 2000, usedAtMs: 1990, againMs: 3000 },
    { limit: 3, windowMs: 1000, usedAtMs: 900, againMs: 1334 },
  ])(
    'lets no burst pass over a border: $limit in $windowMs ms, used at $usedAtMs, again at $againMs',
    ({ limit, windowMs, usedAtMs, againMs }) => {
      const uses = Array.from({ length: limit }, () => usedAtMs);
      for (let nowMs = usedAtMs; uses.length === limit; nowMs++) {
        const usesIn = (index: number) =>
          uses.filter((atMs) => windowIndex(atMs, windowMs) === index).length;
        const index = windowIndex(nowMs, windowMs);
        const use = { current: usesIn(index), previous: usesIn(index - 1) };
        if (judge({ limit, windowMs, cost: 1, nowMs, ...use }).passed) uses.push(nowMs);
      }
      expect(uses.at(-1)).toBe(againMs);
    },
  );

  it('lets pass, some way over a border, no more than the limit and that share of it', () => {
    const traffic = fc.array(
      fc.record({ stepMs: fc.integer({ min: -300, max: 700 }), cost: fc.nat(5) }),
      { minLength: 20, maxLength: 150 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), traffic, (limit, traffic) => {
        const windowMs = 1000;
        const used = new Map<number, number>();
        let nowMs = START_MS;
        for (const { stepMs, cost } of traffic) {
          // A clock may be set back, but not into a window that is over.
          nowMs = Math.max(nowMs + stepMs, windowIndex(nowMs, windowMs) * windowMs);
          const index = windowIndex(nowMs, windowMs);
          const current = used.get(index) ?? 0;
          const previous = used.get(index - 1) ?? 0;
          const { passed } = judge({ limit, windowMs, cost, nowMs, current, previous });
          if (!passed || cost === 0) continue;
          used.set(index, current + cost);
          const pastBorderMs = nowMs - index * windowMs;
          expect((previous + current + cost - limit) * windowMs).toBeLessThanOrEqual(
            previous * pastBorderMs,
          );
        }
      }),
    );
  });

  it('never shows less left, nor another reset, for a later request of a quiet window', () => {
    fc.assert(
      fc.property(check, fc.nat(1000), (check, laterMs) => {
        const earlier = judge(check);
        const nowMs = Math.min(check.nowMs + laterMs, earlier.resetMs - 1);
        const later = judge({ ...check, nowMs });
        expect(later.resetMs).toBe(earlier.resetMs);
        expect(later.remaining).toBeGreaterThanOrEqual(earlier.remaining);
        if (earlier.passed) expect(later.passed).toBe(true);
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
  // Everything times `windowMs`, so that the share is an integer and nothing is rounded.
  const carried = BigInt(check.previous) * (windowMs - elapsedMs);
  const whole = BigInt(check.limit) - BigInt(check.current) - BigInt(check.cost);
  const left = whole * windowMs - carried;
  const passed = check.limit > 0 && left >= 0n;
  return {
    passed,
    remaining: passed ? Number(left / windowMs) : 0,
    resetMs: Number(BigInt(check.nowMs) - elapsedMs + windowMs),
  };
}
