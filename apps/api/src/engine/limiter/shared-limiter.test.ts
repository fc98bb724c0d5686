import { startTestRedis, type TestRedis } from '@unlatch/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  arbitraryTraffic,
  countPassed,
  describeLimiter,
  expectSameDecision,
} from '../../../test/limiter/conformance.js';
import { limitRequest, newWorkspaceId, START_MS } from '../../../test/limiter/limit-requests.js';
import { SequentialModel } from '../../../test/limiter/sequential-model.js';
import { openShared, type SharedStore } from '../../../test/limiter/shared-store.js';

describe.each([
  { kind: 'one Redis', cluster: false },
  { kind: 'a Cluster', cluster: true },
])('on $kind', ({ cluster }) => {
  let redis: TestRedis;
  let stores: SharedStore[];
  beforeAll(async () => {
    redis = await startTestRedis({ cluster });
    const opening = Array.from({ length: 3 }, () => openShared({ url: redis.url }));
    stores = await Promise.all(opening);
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.stop()));
    await redis.stop();
  });
  const limiterOf = (position: number) => {
    const store = stores[position];
    if (store === undefined) throw new RangeError(`there is no limiter ${position}`);
    return store.limiter;
  };

  describeLimiter('SharedLimiter', () => openShared({ url: redis.url }), { runs: 100 });
  // Then only the script in Redis decides.
  describeLimiter(
    'SharedLimiter that remembers almost nothing',
    () => openShared({ url: redis.url, cellsMax: 2 }),
    { runs: 100 },
  );

  it('decides as one sequential model does, on three limiters with different clocks (invariant 1)', async () => {
    const windowsMs = [10_000, 60_000, 300_000];
    const traffic = arbitraryTraffic({ windowsMs });
    const clocks = fc.tuple(fc.nat(400), fc.nat(15_000), fc.nat(70_000));
    const turns = fc.infiniteStream(fc.nat(2));
    await fc.assert(
      fc.asyncProperty(traffic, clocks, turns, async (steps, behindMs, turn) => {
        const model = new SequentialModel();
        const workspaceId = newWorkspaceId();
        let trueMs = START_MS;
        for (const { advanceMs, requests } of steps) {
          trueMs += advanceMs;
          const position = turn.next().value;
          const nowMs = trueMs - (behindMs[position] ?? 0);
          const ours = requests.map((request) => ({ ...request, workspaceId }));
          const verdict = await limiterOf(position).take(ours, nowMs);
          expectSameDecision(verdict, model.take(ours, nowMs));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('lets through what the limit allows of many requests at once on three limiters', async () => {
    const request = limitRequest({ workspaceId: newWorkspaceId(), limit: 100 });
    const counts = stores.map(({ limiter }) => countPassed(limiter, 200, request, START_MS));
    const [one = 0, two = 0, three = 0] = await Promise.all(counts);
    expect(one + two + three).toBe(100);
  });

  it('shares a counter on both sides of a window boundary', async () => {
    const request = limitRequest({ workspaceId: newWorkspaceId() });
    const boundaryMs = START_MS + request.windowMs;
    await countPassed(limiterOf(0), 4, request, boundaryMs);
    expect(await countPassed(limiterOf(1), 20, request, boundaryMs - 1)).toBe(10);
    // Ten before, four now: at the boundary all ten still count.
    expect(await countPassed(limiterOf(2), 20, request, boundaryMs)).toBe(0);
    expect(await countPassed(limiterOf(2), 20, request, boundaryMs + 59_999)).toBe(5);
  });

  it('is exact to the unit for the greatest counts, where the decision is made', async () => {
    const windowMs = 2_592_000_000;
    const startMs = Math.floor(START_MS / windowMs) * windowMs;
    const previous = fc.integer({ min: 2 ** 52, max: Number.MAX_SAFE_INTEGER - 2 });
    await fc.assert(
      fc.asyncProperty(previous, fc.nat(windowMs / 4), async (used, ageMs) => {
        const request = limitRequest({ workspaceId: newWorkspaceId(), windowMs });
        const limit = Number.MAX_SAFE_INTEGER;
        await limiterOf(0).take([{ ...request, limit, cost: used }], startMs - 1);
        const nowMs = startMs + ageMs;
        const product = BigInt(used) * BigInt(windowMs - ageMs);
        // Rounded up, since a part of a unit takes the room of a whole one.
        const carried = Number((product + BigInt(windowMs - 1)) / BigInt(windowMs));
        await limiterOf(1).take([{ ...request, limit: carried }], nowMs);
        await limiterOf(1).take([{ ...request, limit: carried + 1 }], nowMs);
        // A limiter that has seen none of it returns what has been stored: the second alone.
        const { verdicts } = await limiterOf(2).take([{ ...request, limit, cost: 0 }], nowMs);
        expect(verdicts[0]?.remaining).toBe(limit - carried - 1);
      }),
      { numRuns: 100 },
    );
  });

  it('goes on after the scripts were flushed', async () => {
    const request = limitRequest({ workspaceId: newWorkspaceId() });
    await countPassed(limiterOf(0), 4, request, START_MS);
    for (const node of redis.nodes) await node.command('script', 'flush');
    expect(await countPassed(limiterOf(1), 20, request, START_MS)).toBe(6);
    expect(limiterOf(1).stats.failures).toBe(0);
  });

  it('keeps every limit that it knows of when Redis has lost the counts (invariant 4)', async () => {
    const request = limitRequest({ workspaceId: newWorkspaceId() });
    const usedUp = { ...request, identifier: 'used up' };
    await countPassed(limiterOf(0), 7, request, START_MS);
    await countPassed(limiterOf(0), 10, usedUp, START_MS);
    await redis.flush();
    expect(await countPassed(limiterOf(0), 20, usedUp, START_MS)).toBe(0);
    expect(await countPassed(limiterOf(0), 1, request, START_MS)).toBe(1);
    // By now, Redis knows the counts again, and so do the other limiters.
    expect(await countPassed(limiterOf(1), 20, request, START_MS)).toBe(2);
  });

  it('does not ask Redis about what it knows to be denied', async () => {
    const request = limitRequest({ workspaceId: newWorkspaceId() });
    const wide = { ...request, name: 'wide', limit: 1000 };
    await countPassed(limiterOf(0), 10, request, START_MS);
    await limiterOf(0).take([wide, request], START_MS);
    const before = await countScriptRuns(redis);
    expect(await countPassed(limiterOf(0), 1000, request, START_MS)).toBe(0);
    for (let repeat = 0; repeat < 1000; repeat++) {
      await limiterOf(0).take([wide, request], START_MS + 999);
    }
    expect(await countScriptRuns(redis)).toBe(before);
    // The shown count of the wide limit is looked up again a second later, once.
    for (let repeat = 0; repeat < 1000; repeat++) {
      await limiterOf(0).take([wide, request], START_MS + 1000);
    }
    expect(await countScriptRuns(redis)).toBe(before + 1);
  });

  it.each([
    { windowMs: 60_000, ageMs: 30_000, keptMs: 90_000 + 60_000 },
    { windowMs: 10_000, ageMs: 5_000, keptMs: 2 * 15_000 },
    { windowMs: 2 ** 53 - 1, ageMs: START_MS, keptMs: 2 * (2 ** 53 - 1) - START_MS + 60_000 },
  ])(
    'stores what was counted $ageMs ms into $windowMs ms until two windows are over, and little longer',
    async ({ windowMs, ageMs, keptMs }) => {
      const workspaceId = newWorkspaceId();
      const startMs = Math.floor(START_MS / windowMs) * windowMs;
      const beforeMs = Date.now();
      await limiterOf(0).take([limitRequest({ workspaceId, windowMs })], startMs + ageMs);
      const [expiresMs = 0, ...others] = await expiriesOf(redis, workspaceId);
      expect(others).toEqual([]);
      expect(expiresMs).toBeGreaterThanOrEqual(beforeMs + keptMs);
      expect(expiresMs).toBeLessThanOrEqual(Date.now() + keptMs);
    },
  );
});

async function countScriptRuns(redis: TestRedis): Promise<number> {
  const stats = await Promise.all(redis.nodes.map((node) => node.command('info', 'commandstats')));
  const runs = stats.join('\n').matchAll(/^cmdstat_eval(?:sha)?:calls=(\d+)/gm);
  return Array.from(runs, ([, calls]) => Number(calls)).reduce((sum, calls) => sum + calls, 0);
}

/**
 * When the counters of a workspace expire, by the clock of Redis, which is that of this machine.
 */
async function expiriesOf(redis: TestRedis, workspaceId: string): Promise<number[]> {
  const expiries: number[] = [];
  for (const node of redis.nodes) {
    const keys = await node.command('keys', `unlatch:{${workspaceId}}:*`);
    for (const key of keys.split('\n').filter((line) => line !== '')) {
      expiries.push(Number(await node.command('pexpiretime', key)));
    }
  }
  return expiries;
}
