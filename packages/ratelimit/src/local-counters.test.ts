import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOf, LIMIT, START_MS, steps, take, WINDOW_MS, World } from '../test/model-world.js';
import { LocalCounters, settle } from './local-counters.js';

const longer = { overrideId: 'o', limit: 6, duration: 3 * WINDOW_MS };

describe.each([
  ['the limit of the caller', undefined],
  ['an override of longer windows', longer],
  ['an override of shorter windows', { overrideId: 'o', limit: 6, duration: 0.3 * WINDOW_MS }],
])('how exact it is under %s', (_which, override) => {
  const { limit, duration } = override ?? { limit: LIMIT, duration: WINDOW_MS };

  test('no process lets more than the limit through in a window, alone or among others', () => {
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

  test('what the service has not counted never exceeds the limit, for each process', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), steps, (count, list) => {
        const world = new World(count, override);
        for (const each of list) {
          // Not until something is forgiven, because the world here would still count it.
          const isTooLate = each.kind === 'wait' && world.nowMs + each.n >= START_MS + 2 * duration;
          if (!isTooLate) take(world, each);
          expect(Math.max(...world.uncounted)).toBeLessThanOrEqual(limit);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('how exact it is', () => {
  test.each([undefined, longer])(
    'a process that is alone, one request after another, has all of it counted (%j)',
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

  test('the bound is reached: each of three processes can use the whole limit at once', () => {
    const world = new World(3);
    for (const process of [0, 1, 2]) world.request(process, 0);
    world.settleAll();
    for (let use = 0; use < 3 * (LIMIT + 1); use++) world.request(use % 3, 1);
    expect([...world.passed.values()]).toEqual([LIMIT, LIMIT, LIMIT]);
  });
});

describe('a counter', () => {
  /** One process that has been told what remains. */
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

  test('answers nothing about an identifier before the service has, nor after its window', () => {
    const { counters, decide } = setUp(5);
    expect(counters.decide(checkOf({ identifier: 'other' }), START_MS)).toBeUndefined();
    expect(decide(1)).toMatchObject({ success: true, remaining: 4 });
    expect(counters.decide(checkOf(), START_MS + WINDOW_MS)).toBeUndefined();
  });

  test('refuses what does not fit and lets through what does', () => {
    const { decide } = setUp(5);
    expect(decide(6)).toMatchObject({ success: false, remaining: 0 });
    expect(decide(5)).toMatchObject({ success: true, remaining: 0 });
    expect(decide(1)).toMatchObject({ success: false });
  });

  test('asks about a cost that is smaller than one that the service refused', () => {
    const { counters, decide } = setUp(5);
    const refusal = { success: false, limit: LIMIT, remaining: 0, reset: START_MS + WINDOW_MS };
    settle(counters.take(checkOf({ cost: 4 }), START_MS), refusal);
    expect(decide(4)).toMatchObject({ success: false });
    expect(decide(3)).toBeUndefined();
  });

  test('looks again when it refused something, and is silent when nothing happened', () => {
    const { counters, decide } = setUp(0);
    expect(counters.takeDue(START_MS)).toEqual([]);
    decide(1);
    expect(counters.hasDue).toBe(true);
    expect(counters.takeDue(START_MS)).toMatchObject([{ owed: 0 }]);
    expect(counters.takeDue(START_MS)).toEqual([]);
  });

  test('pays what it owes before anything else, until the window after the next begins', () => {
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

  describe('under an override, whose length of windows is not told,', () => {
    const longMs = 10 * WINDOW_MS;
    const refusal = { success: false, limit: LIMIT, remaining: 0, overrideId: 'o' };

    /** A process that was told at `START_MS` that 3 could not be counted. */
    function owing(reset: number) {
      const { counters, decide } = setUp(5);
      decide(3);
      for (const sending of counters.takeDue(START_MS)) settle(sending, { ...refusal, reset });
      return counters;
    }

    test('pays what it owes until the window after the next begins', () => {
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

    test('is not held for what it owed to an override that is gone', () => {
      const counters = owing(START_MS + longMs);
      const { overrideId: _, ...plain } = refusal;
      const reset = START_MS + WINDOW_MS;
      settle(counters.take(checkOf(), START_MS), { ...plain, reset });
      expect(counters.take(checkOf(), reset)).toMatchObject({ owed: 0 });
    });
  });

  test('that has paid what it owed is owed nothing in return', () => {
    const { counters, answer, decide } = setUp(5);
    decide(3);
    const refusal = { success: false, limit: LIMIT, remaining: 0, reset: START_MS + WINDOW_MS };
    for (const sending of counters.takeDue(START_MS)) settle(sending, refusal);
    const nextMs = START_MS + WINDOW_MS;
    settle(counters.take(checkOf(), nextMs), { ...answer, reset: nextMs + WINDOW_MS });
    expect(counters.decide(checkOf({ cost: 2 }), nextMs)).toMatchObject({ success: true });
    expect(counters.take(checkOf(), nextMs + WINDOW_MS)).toMatchObject({ owed: 2 });
  });

  test('takes what was sent and not answered as counted, once', () => {
    const { counters, decide } = setUp(5);
    decide(3);
    for (const sending of counters.takeDue(START_MS)) settle(sending, undefined);
    expect(counters.take(checkOf({ cost: 0 }), START_MS)).toMatchObject({ owed: 0 });
    expect(decide(3)).toMatchObject({ success: false });
    expect(decide(2)).toMatchObject({ success: true });
  });

  test('is not raised by an answer that another one has overtaken', () => {
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

  test('are at most 10 000; the one that was unused for the longest time makes room', () => {
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

  test('never make room by forgetting what is owed', () => {
    const counters = new LocalCounters();
    for (let user = 0; user < 10_000; user++) open(counters, user);
    for (let user = 0; user < 10_000; user++) {
      counters.decide(checkOf({ identifier: `user_${user}` }), START_MS);
    }
    open(counters, 10_000);
    expect(knows(counters, 10_000)).toBe(false);
    expect(counters.takeDue(START_MS)).toHaveLength(10_000);
  });

  test('make room although the one that was unused for the longest time owes something', () => {
    const counters = new LocalCounters();
    for (let user = 0; user < 10_000; user++) open(counters, user);
    counters.decide(checkOf({ identifier: 'user_0' }), START_MS);
    for (let user = 1; user < 10_000; user++) knows(counters, user);
    open(counters, 10_000);
    expect([1, 2, 10_000].map((user) => knows(counters, user))).toEqual([false, true, true]);
    expect(counters.takeDue(START_MS)).toMatchObject([{ owed: 1 }]);
  });

  test('are dropped when their window is over and nothing is owed', () => {
    const counters = new LocalCounters();
    open(counters, 0);
    expect(counters.takeDue(START_MS + WINDOW_MS)).toEqual([]);
    expect(knows(counters, 0)).toBe(false);
  });

  describe('that owe what no window reaches back to', () => {
    const nextMs = START_MS + WINDOW_MS;

    /** All were told that what they let through does not fit. */
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

    test('are dropped although nobody comes back', () => {
      const counters = fill();
      counters.takeDue(nextMs);
      expect(knows(counters, 0)).toBe(true);
      counters.takeDue(nextMs + WINDOW_MS);
      expect(knows(counters, 0)).toBe(false);
    });

    test('make room', () => {
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
