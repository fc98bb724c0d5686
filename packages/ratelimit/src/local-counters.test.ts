import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOf, LIMIT, START_MS, steps, take, WINDOW_MS, World } from '../test/model-world.js';
import { LocalCounters, settle } from './local-counters.js';

const longer = { overrideId: 'o', limit: 6, duration: 3 * WINDOW_MS };

describe.each([
  ['the limit of the caller', undefined],
  ['an override of longer windows', longer],
  ['an override of shorter windows', { overrideId: 'o', limit: 6, duration: 0.3 * WINDOW_MS }],
])('the exactness under %s', (_which, override) => {
  const { limit, duration } = override ?? { limit: LIMIT, duration: WINDOW_MS };

  test('no process allows more than the limit in a window, alone or among others', () => {
    let local = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), steps, (count, list) => {
        const world = new World(count, override);
        for (const each of list) {
          take(world, each);
          local = Math.max(local, ...world.uncounted);
        }
        expect(Math.max(0, ...world.passed.values())).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 1_000 },
    );
    expect(local).toBeGreaterThan(limit / 2);
  });

  test('for each process, the uncounted usage never exceeds the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), steps, (count, list) => {
        const world = new World(count, override);
        for (const each of list) {
          // Only until a debt expires, because the model here would still count it.
          const isTooLate = each.kind === 'wait' && world.nowMs + each.n >= START_MS + 2 * duration;
          if (!isTooLate) take(world, each);
          expect(Math.max(...world.uncounted)).toBeLessThanOrEqual(limit);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the exactness', () => {
  test.each([undefined, longer])(
    'the service counts everything of a single process without concurrent requests (%j)',
    (override) => {
      fc.assert(
        fc.property(steps, (list) => {
          const world = new World(1, override);
          for (const each of list) {
            take(world, each);
            if (each.kind === 'request') world.settleAll();
          }
          world.settleAll();
          world.synchronise(0);
          world.settleAll();
          expect(world.uncounted).toEqual([0]);
        }),
        { numRuns: 1_000 },
      );
    },
  );

  test('the bound is tight: each of three processes can use the whole limit at once', () => {
    const world = new World(3);
    for (const process of [0, 1, 2]) world.request(process, 0);
    world.settleAll();
    for (let use = 0; use < 3 * (LIMIT + 1); use++) world.request(use % 3, 1);
    expect([...world.passed.values()]).toEqual([LIMIT, LIMIT, LIMIT]);
  });
});

describe('a counter', () => {
  /** A process that knows what remains. */
  function setUp(remaining: number) {
    const counters = new LocalCounters();
    const reset = START_MS + WINDOW_MS;
    const answer = { success: true, limit: LIMIT, remaining, reset };
    settle(counters.take(checkOf(), START_MS), answer);
    return {
      counters,
      answer,
      decide: (cost: number) => counters.decide(checkOf({ cost }), START_MS),
    };
  }

  test('answers for an identifier only after the service has, and only within that window', () => {
    const { counters, decide } = setUp(5);
    expect(counters.decide(checkOf({ identifier: 'other' }), START_MS)).toBeUndefined();
    expect(decide(1)).toMatchObject({ success: true, remaining: 4 });
    expect(counters.decide(checkOf(), START_MS + WINDOW_MS)).toBeUndefined();
  });

  test('refuses what does not fit and allows what does', () => {
    const { decide } = setUp(5);
    expect(decide(6)).toMatchObject({ success: false, remaining: 0 });
    expect(decide(5)).toMatchObject({ success: true, remaining: 0 });
    expect(decide(1)).toMatchObject({ success: false });
  });

  test('asks for a cost that is smaller than a refused one', () => {
    const { counters, decide } = setUp(5);
    const refusal = { success: false, limit: LIMIT, remaining: 0, reset: START_MS + WINDOW_MS };
    settle(counters.take(checkOf({ cost: 4 }), START_MS), refusal);
    expect(decide(4)).toMatchObject({ success: false });
    expect(decide(3)).toBeUndefined();
  });

  test('asks the service again after a refusal, and not if nothing happened', () => {
    const { counters, decide } = setUp(0);
    expect(counters.takeDue(START_MS)).toEqual([]);
    decide(1);
    expect(counters.hasDue).toBe(true);
    expect(counters.takeDue(START_MS)).toMatchObject([{ owed: 0 }]);
    expect(counters.takeDue(START_MS)).toEqual([]);
  });

  test('reports its debt before anything else, until the window after the next begins', () => {
    const { counters, decide } = setUp(5);
    decide(3);
    const refusal = { success: false, limit: LIMIT, remaining: 0, reset: START_MS + WINDOW_MS };
    for (const sending of counters.takeDue(START_MS)) settle(sending, refusal);
    expect(decide(1)).toMatchObject({ success: false });
    const nextMs = START_MS + WINDOW_MS;
    const again = counters.take(checkOf(), nextMs);
    expect(again).toMatchObject({ owed: 3 });
    settle(again, { ...refusal, reset: nextMs + WINDOW_MS });
    expect(counters.take(checkOf(), nextMs + WINDOW_MS)).toMatchObject({ owed: 0 });
  });

  describe('under an override, whose window length is unknown,', () => {
    const longMs = 10 * WINDOW_MS;
    const refusal = { success: false, limit: LIMIT, remaining: 0, overrideId: 'o' };

    /** A process that learned at `START_MS` that the service could not count 3. */
    function owing(reset: number) {
      const { counters, decide } = setUp(5);
      decide(3);
      for (const sending of counters.takeDue(START_MS)) settle(sending, { ...refusal, reset });
      return counters;
    }

    test('reports its debt until the window after the next begins', () => {
      const counters = owing(START_MS + longMs);
      const nextMs = START_MS + longMs + WINDOW_MS;
      const again = counters.take(checkOf(), nextMs);
      expect(again).toMatchObject({ owed: 3 });
      settle(again, { ...refusal, reset: START_MS + 2 * longMs });
      const still = counters.take(checkOf(), START_MS + 2 * longMs - 1);
      expect(still).toMatchObject({ owed: 3 });
      settle(still, { ...refusal, reset: START_MS + 2 * longMs });
      expect(counters.take(checkOf(), START_MS + 2 * longMs)).toMatchObject({ owed: 0 });
    });

    test('drops its debt to an override that was deleted', () => {
      const counters = owing(START_MS + longMs);
      const { overrideId: _, ...plain } = refusal;
      const reset = START_MS + WINDOW_MS;
      settle(counters.take(checkOf(), START_MS), { ...plain, reset });
      expect(counters.take(checkOf(), reset)).toMatchObject({ owed: 0 });
    });
  });

  test('has no credit after its debt was counted', () => {
    const { counters, answer, decide } = setUp(5);
    decide(3);
    const refusal = { success: false, limit: LIMIT, remaining: 0, reset: START_MS + WINDOW_MS };
    for (const sending of counters.takeDue(START_MS)) settle(sending, refusal);
    const nextMs = START_MS + WINDOW_MS;
    settle(counters.take(checkOf(), nextMs), { ...answer, reset: nextMs + WINDOW_MS });
    expect(counters.decide(checkOf({ cost: 2 }), nextMs)).toMatchObject({ success: true });
    expect(counters.take(checkOf(), nextMs + WINDOW_MS)).toMatchObject({ owed: 2 });
  });

  test('treats usage without an answer as counted, once', () => {
    const { counters, decide } = setUp(5);
    decide(3);
    for (const sending of counters.takeDue(START_MS)) settle(sending, undefined);
    expect(counters.take(checkOf({ cost: 0 }), START_MS)).toMatchObject({ owed: 0 });
    expect(decide(3)).toMatchObject({ success: false });
    expect(decide(2)).toMatchObject({ success: true });
  });

  test('is not raised by an answer that arrives after a later one', () => {
    const { counters, answer, decide } = setUp(5);
    const [first, second] = [
      counters.take(checkOf(), START_MS),
      counters.take(checkOf(), START_MS),
    ];
    settle(second, { ...answer, remaining: 3 });
    settle(first, { ...answer, remaining: 4 });
    expect(decide(4)).toMatchObject({ success: false });
  });
});

describe('the counters', () => {
  const answer = { success: true, limit: LIMIT, remaining: 5, reset: START_MS + WINDOW_MS };
  const open = (counters: LocalCounters, user: number) =>
    settle(counters.take(checkOf({ identifier: `user_${user}` }), START_MS), answer);
  const knows = (counters: LocalCounters, user: number) =>
    counters.decide(checkOf({ identifier: `user_${user}`, cost: 0 }), START_MS) !== undefined;

  test('are at most 10 000; the least recently used one is evicted', () => {
    const counters = new LocalCounters();
    for (let user = 0; user < 10_000; user++) open(counters, user);
    expect(knows(counters, 0)).toBe(true);
    open(counters, 10_000);
    expect([0, 1, 2, 10_000].map((user) => knows(counters, user))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  test('are never evicted while they have a debt', () => {
    const counters = new LocalCounters();
    for (let user = 0; user < 10_000; user++) open(counters, user);
    for (let user = 0; user < 10_000; user++) {
      counters.decide(checkOf({ identifier: `user_${user}` }), START_MS);
    }
    open(counters, 10_000);
    expect(knows(counters, 10_000)).toBe(false);
    expect(counters.takeDue(START_MS)).toHaveLength(10_000);
  });

  test('are evicted although the least recently used one has a debt', () => {
    const counters = new LocalCounters();
    for (let user = 0; user < 10_000; user++) open(counters, user);
    counters.decide(checkOf({ identifier: 'user_0' }), START_MS);
    for (let user = 1; user < 10_000; user++) knows(counters, user);
    open(counters, 10_000);
    expect([1, 2, 10_000].map((user) => knows(counters, user))).toEqual([false, true, true]);
    expect(counters.takeDue(START_MS)).toMatchObject([{ owed: 1 }]);
  });

  test('are dropped when their window is over and they have no debt', () => {
    const counters = new LocalCounters();
    open(counters, 0);
    expect(counters.takeDue(START_MS + WINDOW_MS)).toEqual([]);
    expect(knows(counters, 0)).toBe(false);
  });

  describe('whose debt no window covers any more', () => {
    const nextMs = START_MS + WINDOW_MS;

    /** The service told all of them that their usage does not fit. */
    function fill() {
      const counters = new LocalCounters();
      for (let user = 0; user < 10_000; user++) open(counters, user);
      for (let user = 0; user < 10_000; user++) {
        counters.decide(checkOf({ identifier: `user_${user}` }), START_MS);
      }
      const refusal = { ...answer, success: false, remaining: 0 };
      for (const sending of counters.takeDue(START_MS)) settle(sending, refusal);
      return counters;
    }

    test('are dropped without another request', () => {
      const counters = fill();
      counters.takeDue(nextMs);
      expect(knows(counters, 0)).toBe(true);
      counters.takeDue(nextMs + WINDOW_MS);
      expect(knows(counters, 0)).toBe(false);
    });

    test('can be evicted', () => {
      const counters = fill();
      const openAt = (nowMs: number) =>
        settle(counters.take(checkOf({ identifier: 'user_10000' }), nowMs), answer);
      openAt(nextMs);
      expect(knows(counters, 10_000)).toBe(false);
      openAt(nextMs + WINDOW_MS);
      expect(knows(counters, 10_000)).toBe(true);
    });
  });
});
