import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BatchVerdict } from '../../src/domain/rate-limit/judge-batch.js';
import type { Limiter, LimitRequest } from '../../src/engine/limiter/limiter.js';
import { limitRequest, newWorkspaceId, START_MS } from './limit-requests.js';
import { SequentialModel } from './sequential-model.js';

/** A limiter with the store that it counts in. */
export interface LimiterStore {
  readonly limiter: Limiter;
  stop(): Promise<void>;
}

export async function countPassed(
  limiter: Limiter,
  times: number,
  request: LimitRequest,
  nowMs: number,
): Promise<number> {
  const taken = Array.from({ length: times }, async () => limiter.take([request], nowMs));
  return (await Promise.all(taken)).filter((verdict) => verdict.passed).length;
}

/** Traffic on a few counters, so that limits are reached and windows are left. */
export function arbitraryTraffic({ windowsMs }: { readonly windowsMs: readonly number[] }) {
  const request = fc.record({
    scope: fc.constantFrom('key' as const, 'namespace' as const),
    name: fc.constantFrom('a', 'b'),
    identifier: fc.constantFrom('x', 'y'),
    windowMs: fc.constantFrom(...windowsMs),
    limit: fc.integer({ min: 0, max: 12 }),
    cost: fc.integer({ min: 0, max: 5 }),
  });
  const step = fc.record({
    advanceMs: fc.oneof(fc.nat(2500), fc.nat(70_000)),
    requests: fc.array(request, { minLength: 1, maxLength: 4 }),
  });
  return fc.array(step, { maxLength: 60 });
}

/**
 * What passes and what is denied is always the same. Only if another limit of the same request
 * denies it, a limit may be shown as it was a moment ago: with more left than there is.
 */
export function expectSameDecision(verdict: BatchVerdict, expected: BatchVerdict): void {
  const isExact = expected.passed || expected.verdicts.every(({ passed }) => !passed);
  if (isExact) {
    expect(verdict).toEqual(expected);
    return;
  }
  expect(verdict.passed).toBe(false);
  expect(verdict.verdicts.some(({ passed }) => !passed)).toBe(true);
  for (const [position, { passed, remaining, resetMs }] of verdict.verdicts.entries()) {
    const other = expected.verdicts[position];
    expect(resetMs).toBe(other?.resetMs);
    expect(remaining).toBeGreaterThanOrEqual(other?.remaining ?? 0);
    if (!passed) expect(other?.passed).toBe(false);
  }
}

/** What every limiter guarantees, wherever it counts. */
export function describeLimiter(
  name: string,
  start: () => Promise<LimiterStore>,
  { runs }: { readonly runs: number },
): void {
  describe(name, () => {
    let store: LimiterStore;
    beforeAll(async () => {
      store = await start();
    });
    afterAll(() => store.stop());
    const inWorkspace = (workspaceId: string) => (fields?: Partial<LimitRequest>) =>
      limitRequest({ workspaceId, ...fields });

    describeArithmetic(() => store.limiter, { runs });
    describeCounters(() => store.limiter, inWorkspace);
    describeBatches(() => store.limiter, inWorkspace);
  });
}

function describeArithmetic(limiter: () => Limiter, { runs }: { readonly runs: number }): void {
  it('decides as a sequential model does, whatever the limits, costs and windows', async () => {
    const traffic = arbitraryTraffic({ windowsMs: [1000, 7000, 60_000] });
    await fc.assert(
      fc.asyncProperty(traffic, async (steps) => {
        const model = new SequentialModel();
        const workspaceId = newWorkspaceId();
        let nowMs = START_MS;
        for (const { advanceMs, requests } of steps) {
          nowMs += advanceMs;
          const ours = requests.map((request) => ({ ...request, workspaceId }));
          expect(await limiter().take(ours, nowMs)).toEqual(model.take(ours, nowMs));
        }
      }),
      { numRuns: runs },
    );
  });

  it('decides as a sequential model does when the clock steps back within its window', async () => {
    const traffic = arbitraryTraffic({ windowsMs: [1000, 7000, 60_000] });
    const back = fc.array(fc.nat(2000), { minLength: 60, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(traffic, back, async (steps, back) => {
        const model = new SequentialModel();
        const workspaceId = newWorkspaceId();
        let nowMs = START_MS;
        for (const [index, { advanceMs, requests }] of steps.entries()) {
          // All these windows begin at whole seconds.
          const secondMs = nowMs - (nowMs % 1000);
          nowMs = Math.max(nowMs + advanceMs - (back[index] ?? 0), secondMs);
          const ours = requests.map((request) => ({ ...request, workspaceId }));
          expect(await limiter().take(ours, nowMs)).toEqual(model.take(ours, nowMs));
        }
      }),
      { numRuns: runs },
    );
  });

  it.each([
    { limit: 1, windowMs: 1000, usedAtMs: 999, deniedAtMs: 1999, againMs: 2000 },
    { limit: 2, windowMs: 2000, usedAtMs: 1990, deniedAtMs: 2999, againMs: 3000 },
    { limit: 3, windowMs: 1000, usedAtMs: 900, deniedAtMs: 1333, againMs: 1334 },
  ])(
    'lets no burst pass over a border: $limit in $windowMs ms, used at $usedAtMs, again at $againMs',
    async ({ limit, windowMs, usedAtMs, deniedAtMs, againMs }) => {
      const startMs = START_MS - (START_MS % 2000);
      const request = limitRequest({ workspaceId: newWorkspaceId(), limit, windowMs });
      expect(await countPassed(limiter(), 5, request, startMs + usedAtMs)).toBe(limit);
      expect(await countPassed(limiter(), 5, request, startMs + deniedAtMs)).toBe(0);
      expect(await countPassed(limiter(), 1, request, startMs + againMs)).toBe(1);
    },
  );

  it('is exact for the greatest limits, costs and windows that can be written', async () => {
    const amount = fc.oneof(
      fc.nat(Number.MAX_SAFE_INTEGER),
      fc.integer({ min: 2 ** 53 - 50, max: Number.MAX_SAFE_INTEGER }),
      fc.nat(1_000_000),
    );
    const MONTH_MS = 2_592_000_000;
    const step = fc.record({
      advanceMs: fc.nat(MONTH_MS),
      windowMs: fc.constantFrom(MONTH_MS, 2 ** 40, 2 ** 41 - 1, Number.MAX_SAFE_INTEGER),
      limit: amount,
      cost: amount,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const model = new SequentialModel();
        const workspaceId = newWorkspaceId();
        let nowMs = START_MS;
        for (const { advanceMs, ...fields } of steps) {
          nowMs += advanceMs;
          // The second request takes what the first has left, as far as that goes.
          const ours = [fields, { ...fields, cost: 1 }].map((one) =>
            limitRequest({ workspaceId, ...one }),
          );
          expect(await limiter().take(ours, nowMs)).toEqual(model.take(ours, nowMs));
        }
      }),
      { numRuns: runs },
    );
  });

  const WINDOW_MS = 60_000;
  const WINDOW_START_MS = START_MS + 100 * WINDOW_MS;
  it.each([
    { current: 0, previous: 0, percent: 0, cost: 1, passed: true, remaining: 9 },
    { current: 9, previous: 0, percent: 50, cost: 1, passed: true, remaining: 0 },
    { current: 10, previous: 0, percent: 50, cost: 0, passed: true, remaining: 0 },
    { current: 10, previous: 0, percent: 50, cost: 1, passed: false, remaining: 0 },
    { current: 5, previous: 10, percent: 50, cost: 1, passed: false, remaining: 0 },
    { current: 5, previous: 10, percent: 99, cost: 1, passed: true, remaining: 3 },
    { current: 0, previous: 0, percent: 50, cost: 100, passed: false, remaining: 0 },
  ])(
    'with $current of 10 used now and $previous before, at $percent % of the window, for $cost: $passed',
    async ({ current, previous, percent, cost, passed, remaining }) => {
      const workspaceId = newWorkspaceId();
      const use = (used: number) => limitRequest({ workspaceId, limit: 1000, cost: used });
      await limiter().take([use(previous)], WINDOW_START_MS - WINDOW_MS);
      await limiter().take([use(current)], WINDOW_START_MS);
      const nowMs = WINDOW_START_MS + (WINDOW_MS * percent) / 100;
      const verdict = await limiter().take([limitRequest({ workspaceId, cost })], nowMs);
      const resetMs = WINDOW_START_MS + WINDOW_MS;
      expect(verdict).toEqual({ passed, verdicts: [{ passed, remaining, resetMs }] });
    },
  );
}

type NewRequest = (fields?: Partial<LimitRequest>) => LimitRequest;

function describeCounters(
  limiter: () => Limiter,
  inWorkspace: (workspaceId: string) => NewRequest,
): void {
  it('counts keys and namespaces separately, whatever their names', async () => {
    const request = inWorkspace(newWorkspaceId());
    const elsewhere = inWorkspace(newWorkspaceId());
    expect(await countPassed(limiter(), 20, request(), START_MS)).toBe(10);
    expect(await countPassed(limiter(), 20, request({ scope: 'namespace' }), START_MS)).toBe(10);
    expect(await countPassed(limiter(), 20, elsewhere(), START_MS)).toBe(10);
  });

  it('counts identifiers separately, whatever their characters', async () => {
    const request = inWorkspace(newWorkspaceId());
    const long = 'x'.repeat(511);
    const plain = ['a', 'A', ' a', 'a ', 'a\n', '\r\n', '\x01', '1', '01', '1.0', long];
    const marks = ['a:1', '{a}', 'a}', '}{', '*', '%00', '"', '\\', `${long}a`, `${long}b`];
    const wide = ['\ud800', '\ud801', '\udfff', '\ufffd', 'é', 'e\u0301', '🙂', '\u202e'];
    const identifiers = [...plain, ...marks, ...wide];
    for (const identifier of identifiers) {
      const passed = await countPassed(limiter(), 3, request({ identifier, limit: 2 }), START_MS);
      expect([identifier, passed]).toEqual([identifier, 2]);
    }
  });

  it('goes on counting when the limit changes, and starts anew when the window changes', async () => {
    const request = inWorkspace(newWorkspaceId());
    await countPassed(limiter(), 10, request(), START_MS);
    expect(await countPassed(limiter(), 20, request({ limit: 15 }), START_MS)).toBe(5);
    expect(await countPassed(limiter(), 20, request({ windowMs: 30_000 }), START_MS)).toBe(10);
  });

  it('denies one request, and not the next that asks for less or is allowed more', async () => {
    const request = inWorkspace(newWorkspaceId());
    await limiter().take([request({ cost: 8 })], START_MS);
    const passes = async (fields: Partial<LimitRequest>) =>
      (await limiter().take([request(fields)], START_MS)).passed;
    expect(await passes({ cost: 3 })).toBe(false);
    expect(await passes({ cost: 0 })).toBe(true);
    expect(await passes({ cost: 3, limit: 11 })).toBe(true);
    expect(await passes({ limit: 11 })).toBe(false);
    expect(await passes({ limit: 12 })).toBe(true);
  });

  it('lets through what the limit allows of many requests at once, and no more', async () => {
    const request = inWorkspace(newWorkspaceId());
    expect(await countPassed(limiter(), 500, request({ limit: 100 }), START_MS)).toBe(100);
  });

  it('has forgotten everything two windows later', async () => {
    const request = inWorkspace(newWorkspaceId());
    await countPassed(limiter(), 10, request(), START_MS);
    const [verdict] = (await limiter().take([request()], START_MS + 120_000)).verdicts;
    expect(verdict?.remaining).toBe(9);
  });
}

function describeBatches(
  limiter: () => Limiter,
  inWorkspace: (workspaceId: string) => NewRequest,
): void {
  it('counts none of several limits when one of them is used up', async () => {
    const request = inWorkspace(newWorkspaceId());
    const wide = request({ name: 'wide', limit: 100 });
    await countPassed(limiter(), 10, request(), START_MS);
    expect((await limiter().take([wide, request()], START_MS)).passed).toBe(false);
    const [look] = (await limiter().take([{ ...wide, cost: 0 }], START_MS)).verdicts;
    expect(look?.remaining).toBe(100);
  });

  it('counts two limits on one counter together', async () => {
    const request = inWorkspace(newWorkspaceId());
    const verdict = await limiter().take([request({ limit: 1 }), request({ limit: 1 })], START_MS);
    expect(verdict.verdicts.map(({ passed }) => passed)).toEqual([true, false]);
    expect(await countPassed(limiter(), 5, request({ limit: 1 }), START_MS)).toBe(1);
  });

  it('takes a hundred limits at once', async () => {
    const request = inWorkspace(newWorkspaceId());
    const all = Array.from({ length: 100 }, (_, index) => request({ name: `n${index}`, limit: 2 }));
    const takes = [1, 2, 3].map(async () => (await limiter().take(all, START_MS)).passed);
    expect(await Promise.all(takes)).toEqual([true, true, false]);
  });
}
