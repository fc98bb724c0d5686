import { startTestRedis, type TestRedis } from '@unlatch/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LimitRequest } from '../../src/engine/limiter/limiter.js';
import { arbitraryTraffic } from './conformance.js';
import { limitRequest, newWorkspaceId, START_MS } from './limit-requests.js';
import { type LimiterProcesses, startLimiterProcesses } from './limiter-processes.js';
import { SequentialModel } from './sequential-model.js';

interface Scenario {
  readonly limit: number;
  readonly windowMs: number;
  readonly windows: number;
  /** The requested amount, as a multiple of what the limit lets through. */
  readonly load: number;
}

/**
 * Fewer windows for greater limits, so that each scenario takes about a second. What happens in a
 * window and at its end is the same in all of them. Limits of 10,000 are left out for the same
 * reason.
 */
const SCENARIOS: readonly Scenario[] = [
  ...[0.9, 1, 2].map((load) => ({ limit: 100, windowMs: 10_000, windows: 5, load })),
  ...[0.9, 1.5].map((load) => ({ limit: 100, windowMs: 300_000, windows: 5, load })),
  ...[0.9, 1.5].map((load) => ({ limit: 10, windowMs: 60_000, windows: 10, load })),
  ...[0.9, 1, 2].map((load) => ({ limit: 1000, windowMs: 10_000, windows: 2, load })),
  { limit: 100, windowMs: 30_000, windows: 5, load: 2 },
];

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.stop());

describe.each([1, 3, 5])('%i processes on one Redis', { timeout: 60_000 }, (count) => {
  let processes: LimiterProcesses;
  beforeAll(async () => {
    processes = await startLimiterProcesses(count, redis.url);
  }, 60_000);
  afterAll(() => processes.stop());

  it('decide as one sequential model does, whichever of them is asked', async () => {
    const traffic = arbitraryTraffic({ windowsMs: [1000, 7000, 60_000] });
    const asked = fc.array(fc.nat(count - 1), { minLength: 60, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(traffic, asked, async (steps, processOf) => {
        const model = new SequentialModel();
        const workspaceId = newWorkspaceId();
        let nowMs = START_MS;
        for (const [position, { advanceMs, requests }] of steps.entries()) {
          nowMs += advanceMs;
          const ours = requests.map((request) => ({ ...request, workspaceId }));
          const verdict = await processes.take(processOf[position] ?? 0, ours, nowMs);
          const expected = model.take(ours, nowMs);
          expect(verdict.passed).toBe(expected.passed);
          // Of several limits, those that were not at fault may be shown as they were a moment ago.
          if (verdict.passed || ours.length === 1) expect(verdict).toEqual(expected);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('decide as one sequential model does when their clocks differ and go back', async () => {
    const windowMs = 7000;
    const step = fc.record({
      // Back by less than a window, so that no count is needed that no process keeps any more.
      advanceMs: fc.oneof(fc.nat(2500), fc.integer({ min: -2000, max: 0 })),
      limit: fc.integer({ min: 1, max: 12 }),
      cost: fc.integer({ min: 0, max: 5 }),
      asked: fc.nat(count - 1),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const model = new SequentialModel();
        const workspaceId = newWorkspaceId();
        let nowMs = START_MS;
        for (const { advanceMs, limit, cost, asked } of steps) {
          nowMs += advanceMs;
          const request = limitRequest({ workspaceId, windowMs, limit, cost });
          const verdict = await processes.take(asked, [request], nowMs);
          expect(verdict).toEqual(model.take([request], nowMs));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('let through what the limit allows of requests at once, and no more', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (limit, cost) => {
          const request = limitRequest({ workspaceId: newWorkspaceId(), limit, cost });
          const taken = Array.from({ length: 60 }, (_, n) =>
            processes.take(n, [request], START_MS),
          );
          const passed = (await Promise.all(taken)).filter((verdict) => verdict.passed).length;
          expect(passed).toBe(Math.min(60, Math.floor(limit / cost)));
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each(SCENARIOS)(
    'judge an even stream as the model does: $limit in $windowMs ms, at $load of that',
    async (scenario) => {
      const { seen, expected } = await run(processes, scenario);
      expect(expected.length).toBeGreaterThan(50);
      expect(seen).toEqual(expected);
    },
  );
});

/** Requests at fixed distances from the start of a window. Each goes to another process. */
async function run(processes: LimiterProcesses, { limit, windowMs, windows, load }: Scenario) {
  const count = Math.floor(limit * load * windows);
  const startMs = Math.ceil(START_MS / windowMs) * windowMs;
  const request: LimitRequest = limitRequest({ workspaceId: newWorkspaceId(), limit, windowMs });
  const model = new SequentialModel();
  const seen = [];
  const expected = [];
  for (let index = 0; index < count; index++) {
    const nowMs = startMs + Math.floor((index * windows * windowMs) / count);
    const process = (index * index + index) % 7;
    seen.push(await processes.take(process, [request], nowMs));
    expected.push(model.take([request], nowMs));
  }
  return { seen, expected };
}
