import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchItem, type BatchVerdict, judgeBatch } from './judge-batch.js';

const NOW_MS = 1_700_000_000_000;
const RESET_MS = NOW_MS + 1000;

function item(part: Partial<BatchItem>): BatchItem {
  return { counter: 'a', limit: 10, windowMs: 1000, cost: 1, current: 0, previous: 0, ...part };
}

describe('judgeBatch', () => {
  it.each<[string, BatchItem[], BatchVerdict['passed'], [boolean, number][]]>([
    ['no items pass', [], true, []],
    ['one item is judged as alone', [item({ current: 4 })], true, [[true, 5]]],
    [
      'items of different counters do not see each other',
      [item({ counter: 'a', cost: 6 }), item({ counter: 'b', cost: 6 })],
      true,
      [
        [true, 4],
        [true, 4],
      ],
    ],
    [
      'items of one counter see those before them',
      [item({ cost: 6 }), item({ cost: 4 })],
      true,
      [
        [true, 4],
        [true, 0],
      ],
    ],
    [
      'the second of two that do not fit together is denied, and the first costs nothing',
      [item({ limit: 1 }), item({ limit: 1 })],
      false,
      [
        [true, 1],
        [false, 0],
      ],
    ],
    [
      'an item that is denied weighs on later ones of its counter',
      [item({ limit: 5, cost: 10 }), item({ limit: 10 })],
      false,
      [
        [false, 0],
        [false, 0],
      ],
    ],
    [
      'one denied item denies the batch, and the others keep their quota',
      [item({ counter: 'a', cost: 3, current: 2 }), item({ counter: 'b', current: 10 })],
      false,
      [
        [true, 8],
        [false, 0],
      ],
    ],
    [
      'an item of cost 0 passes on a window that is exactly full',
      [item({ current: 10, cost: 0 })],
      true,
      [[true, 0]],
    ],
    ['limit 0 denies', [item({ limit: 0, cost: 0 })], false, [[false, 0]]],
  ])('%s', (_, items, passed, expected) => {
    const verdicts = expected.map(([passed, remaining]) => ({
      passed,
      remaining,
      resetMs: RESET_MS,
    }));
    expect(judgeBatch({ nowMs: NOW_MS, items })).toEqual({ passed, verdicts });
  });

  it('answers like counters that are raised for all items first and put back on a denial', () => {
    fc.assert(
      fc.property(scenario, ({ nowMs, uses, requests }) => {
        const counters = new Map(Object.entries(uses));
        const items = requests.map((request) => ({ ...request, ...useOf(counters, request) }));
        const { passed, verdicts } = judgeBatch({ nowMs, items });
        expect(verdicts).toEqual(raiseThenJudge(nowMs, counters, requests));
        expect(passed).toBe(verdicts.every((verdict) => verdict.passed));
      }),
    );
  });

  it('lets all through that fit together, and never more than a limit allows', () => {
    fc.assert(
      fc.property(scenario, ({ nowMs, uses, requests }) => {
        const counters = new Map(Object.entries(uses));
        const items = requests.map((request) => ({ ...request, ...useOf(counters, request) }));
        const { passed } = judgeBatch({ nowMs, items });
        const exceeded = items.some((item, index) => {
          const together = items
            .slice(0, index + 1)
            .filter((each) => each.counter === item.counter);
          const cost = together.reduce((sum, each) => sum + each.cost, 0);
          return item.limit === 0 || item.current + carriedOver(nowMs, item) + cost > item.limit;
        });
        expect(passed).toBe(!exceeded);
      }),
    );
  });
});

const WINDOW_MS = 1000;
const use = fc.record({ current: fc.nat(12), previous: fc.nat(12) });
const request = fc.record({
  counter: fc.constantFrom('a', 'b', 'c'),
  limit: fc.nat(15),
  windowMs: fc.constant(WINDOW_MS),
  cost: fc.nat(6),
});
const scenario = fc.record({
  nowMs: fc.integer({ min: NOW_MS, max: NOW_MS + 5 * WINDOW_MS }),
  uses: fc.record({ a: use, b: use, c: use }),
  requests: fc.array(request, { maxLength: 6 }),
});

interface Use {
  current: number;
  readonly previous: number;
}
type Request = Omit<BatchItem, 'current' | 'previous' | 'counter'> & { readonly counter: string };

function useOf(counters: ReadonlyMap<string, Use>, request: Request): Use {
  return counters.get(request.counter) ?? { current: 0, previous: 0 };
}

function carriedOver(nowMs: number, item: Pick<BatchItem, 'previous' | 'windowMs'>): number {
  const leftMs = item.windowMs - (nowMs % item.windowMs);
  return Math.ceil((item.previous * leftMs) / item.windowMs);
}

/** The same by simulation: raise every counter, read it, judge, and compute the remainders. */
function raiseThenJudge(nowMs: number, counters: Map<string, Use>, requests: readonly Request[]) {
  const raised = requests.map((request) => {
    const use = useOf(counters, request);
    const current = use.current + request.cost;
    counters.set(request.counter, { ...use, current });
    return { ...request, effective: current + carriedOver(nowMs, { ...request, ...use }) };
  });
  const passes = raised.map(({ limit, effective }) => limit > 0 && effective <= limit);
  const denied = passes.includes(false);
  return raised.map(({ limit, effective, cost }, index) => ({
    passed: passes[index],
    remaining: passes[index] ? limit - effective + (denied ? cost : 0) : 0,
    resetMs: (Math.floor(nowMs / WINDOW_MS) + 1) * WINDOW_MS,
  }));
}
