import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ModelService } from '../test/model-service.js';
import type { Check } from './check.js';
import { type Cache, DenialMemory } from './denial-memory.js';
import type { KnownUsage } from './own-usage.js';
import type { RatelimitResponse } from './response.js';

const START_MS = Date.UTC(2026, 0, 1);

function checkOf(part: Partial<Check> = {}): Check {
  return { namespace: 'n', identifier: 'i', limit: 10, duration: 10_000, cost: 1, ...part };
}

/** A service, a clock, and a process that asks only for what its memory cannot answer. */
function setUp(cache: Cache = new Map()) {
  let nowMs = START_MS;
  const service = new ModelService(() => nowMs);
  const memory = new DenialMemory(cache);
  return {
    service,
    cache,
    advance(ms: number) {
      nowMs += ms;
    },
    recall: (check: Check) => memory.recall(check, nowMs),
    learn: (check: Check, answer: RatelimitResponse, known?: KnownUsage) =>
      memory.learn(check, answer, known, nowMs),
    request(part: Partial<Check> = {}) {
      const check = checkOf(part);
      const known = memory.recall(check, nowMs);
      if (known !== undefined) return { source: 'cache', ...known };
      const answer = service.limit(check);
      memory.learn(check, answer, memory.known(check), nowMs);
      return { source: 'server', ...answer };
    },
  };
}

const processes = fc.integer({ min: 1, max: 3 });
const steps = fc.array(
  fc.record({
    waitMs: fc.oneof(fc.nat(40), fc.nat(700), fc.nat(3_000)),
    process: fc.nat(2),
    cost: fc.oneof(fc.constant(1), fc.nat(12)),
    limit: fc.constantFrom(5, 10),
    /** How many steps later the answer arrives. */
    delay: fc.nat(3),
    isLost: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  }),
  { minLength: 20, maxLength: 150 },
);
const WINDOW_MS = 1_000;

describe('a refusal from memory', () => {
  test('happens only if the service would refuse too, at that moment', () => {
    let refusals = 0;
    const run = (count: number, aheadMs: number, list: StepOf<typeof steps>[]) => {
      let nowMs = START_MS;
      const service = new ModelService(() => nowMs);
      const memories = Array.from({ length: count }, () => new DenialMemory(new Map()));
      const arriving: { at: number; deliver: () => void }[] = [];
      list.forEach(({ waitMs, process, cost, limit, delay, isLost }, index) => {
        nowMs += waitMs;
        for (const answer of arriving.filter(({ at }) => at === index)) answer.deliver();
        const memory = memories[process % count];
        const check = checkOf({ cost, limit, duration: WINDOW_MS });
        if (memory?.recall(check, nowMs + aheadMs)) {
          refusals += 1;
          expect(service.judge(check).success).toBe(false);
          return;
        }
        const answer = service.limit(check);
        if (isLost) return;
        const known = memory?.known(check);
        const deliver = () => memory?.learn(check, answer, known, nowMs + aheadMs);
        if (delay === 0) deliver();
        else arriving.push({ at: index + delay, deliver });
      });
    };
    fc.assert(fc.property(processes, fc.nat(300), steps, run), { numRuns: 500 });
    expect(refusals).toBeGreaterThan(1_000);
  });

  test('happens for everything that the service would refuse, if there is one process only', () => {
    const run = (list: StepOf<typeof steps>[]) => {
      const { service, advance, request } = setUp();
      let hasAnswer = false;
      for (const { waitMs, cost } of list) {
        advance(waitMs % 1000);
        const wouldPass = service.judge(checkOf({ cost, duration: WINDOW_MS })).success;
        const { source } = request({ cost, duration: WINDOW_MS });
        expect(source).toBe(wouldPass || !hasAnswer ? 'server' : 'cache');
        hasAnswer = true;
      }
    };
    // Less than a minute in total, after which the limit is requested again.
    const short = steps.map((list) => list.slice(0, 60));
    fc.assert(fc.property(short, run));
  });
});

type StepOf<T> = T extends fc.Arbitrary<(infer S)[]> ? S : never;

describe('a refusal', () => {
  test('of a large cost does not prevent a small one', () => {
    const { request } = setUp();
    request({ cost: 5 });
    expect(request({ cost: 100 })).toMatchObject({ success: false });
    expect(request({ cost: 5 })).toMatchObject({ source: 'server', success: true, remaining: 0 });
    expect(request()).toMatchObject({ source: 'cache', success: false, limit: 10, remaining: 0 });
  });

  test('ends when the sliding window has room, before the window of the answer ends', () => {
    const { request, advance } = setUp();
    request({ cost: 10 });
    advance(10_000);
    expect(request()).toMatchObject({ source: 'cache', reset: START_MS + 20_000 });
    advance(1_000);
    expect(request()).toMatchObject({ source: 'server', success: true });
  });

  test('caused by other processes is not remembered, because room may come at any moment', () => {
    const { service, request } = setUp();
    service.limit(checkOf({ cost: 10 }));
    expect([request(), request()]).toMatchObject([{ source: 'server' }, { source: 'server' }]);
  });

  test('by a limit of 0 holds for a cost of 0 too, and for a minute', () => {
    const { recall, learn, advance } = setUp();
    const reset = START_MS + 10 * 60_000;
    const answer = { success: false, limit: 0, remaining: 0, reset, overrideId: 'rlor_1' };
    learn(checkOf(), answer);
    advance(59_999);
    expect(recall(checkOf({ cost: 0 }))).toEqual(answer);
    advance(1);
    expect(recall(checkOf())).toBeUndefined();
  });

  test('does not outlive the counters of the service by more than a minute', () => {
    const { service, request, advance } = setUp();
    const day = { duration: 86_400_000 };
    for (let use = 0; use < 10; use++) request(day);
    service.restart();
    expect(request(day)).toMatchObject({ source: 'cache' });
    advance(60_000);
    expect(request(day)).toMatchObject({ source: 'server', success: true, remaining: 9 });
    expect(request(day)).toMatchObject({ source: 'server', success: true, remaining: 8 });
  });

  test('does not follow from usage under an override of unknown length', () => {
    const { recall, learn } = setUp();
    const reset = START_MS + 10_000;
    const used = { success: true, limit: 20, remaining: 5, reset, overrideId: 'rlor_1' };
    learn(checkOf({ cost: 15 }), used);
    learn(checkOf(), { success: true, limit: 10, remaining: 9, reset });
    expect(recall(checkOf({ cost: 9 }))).toBeUndefined();
    expect(recall(checkOf({ cost: 10 }))).toBeDefined();
  });

  test('does not follow from an override, when the service refuses without one', () => {
    const { recall, learn } = setUp();
    const reset = START_MS + 10_000;
    const used = { success: true, limit: 20, remaining: 5, reset, overrideId: 'rlor_1' };
    learn(checkOf({ cost: 15 }), used);
    learn(checkOf({ cost: 9 }), { success: false, limit: 10, remaining: 0, reset });
    expect(recall(checkOf())).toBeUndefined();
  });

  test('follows from answers that arrive out of order', () => {
    const { service, recall, learn } = setUp();
    const answers = Array.from({ length: 10 }, () => service.limit(checkOf()));
    for (const answer of answers.reverse()) learn(checkOf(), answer);
    expect(recall(checkOf())).toMatchObject({ success: false, limit: 10 });
  });

  test('stays when an answer about the previous window comes late', () => {
    const { recall, learn, advance } = setUp();
    const answer = { success: true, limit: 10, remaining: 0, reset: START_MS + 10_000 };
    advance(10_000);
    learn(checkOf({ cost: 10 }), { ...answer, reset: START_MS + 20_000 });
    learn(checkOf({ cost: 1 }), answer);
    advance(9_000);
    expect(recall(checkOf())).toBeDefined();
  });

  test('ends with the window of the service, even if the clock here is an hour behind', () => {
    let nowMs = START_MS;
    const service = new ModelService(() => nowMs);
    const memory = new DenialMemory(new Map());
    const hourMs = 3_600_000;
    const check = checkOf({ cost: 10 });
    memory.learn(check, service.limit(check), undefined, nowMs - hourMs);
    expect(memory.recall(checkOf(), nowMs - hourMs)).toBeDefined();
    nowMs += 11_000;
    expect(memory.recall(checkOf(), nowMs - hourMs)).toBeUndefined();
  });
});

describe('the memory', () => {
  test('keeps at most 10 000 entries, the most recently used', () => {
    const { request, cache } = setUp();
    for (let user = 0; user < 10_000; user++) request({ identifier: `user_${user}`, cost: 10 });
    request({ identifier: 'user_0', cost: 0 });
    request({ identifier: 'another' });
    expect(cache.size).toBe(10_000);
    expect(request({ identifier: 'user_2' })).toMatchObject({ source: 'cache' });
    expect(request({ identifier: 'user_1' })).toMatchObject({ source: 'server' });
  });

  test('drops entries that no longer matter', () => {
    const { request, advance, cache } = setUp();
    for (let user = 0; user < 500; user++) request({ identifier: `user_${user}`, cost: 100 });
    expect(cache.size).toBe(500);
    advance(60_000);
    request({ identifier: 'another' });
    expect(cache.size).toBe(1);
  });

  test('ignores entries that other code has written', () => {
    const { request, cache } = setUp();
    const key = JSON.stringify(['n', 'i', 10, 10_000]);
    cache.set(key, { success: false, limit: 10, remaining: 0, reset: START_MS + 10_000 });
    expect(request()).toMatchObject({ source: 'server', success: true });
  });
});
