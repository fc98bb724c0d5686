import { type FaultProxy, startFaultProxy, startTestRedis, type TestRedis } from '@unlatch/testkit';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { countPassed } from '../../../test/limiter/conformance.js';
import { limitRequest, newWorkspaceId, START_MS } from '../../../test/limiter/limit-requests.js';
import { openShared, type SharedStore } from '../../../test/limiter/shared-store.js';
import { createClock } from '../../lib/clock/clock.js';

/** Short, so that tests wait little. The decisions must not depend on it. */
const DEADLINE_MS = 50;
/** Requests are counted in the window of this moment. */
const CLOCK = createClock({ wallMs: () => START_MS, monotonicMs: () => performance.now() });
const PATIENCE = { timeout: 20_000, interval: 10 };

let redis: TestRedis;
let proxy: FaultProxy;
/** Reaches Redis through the proxy. */
let shared: SharedStore;
/** Another process, which always reaches Redis. */
let other: SharedStore;

beforeEach(async () => {
  redis = await startTestRedis();
  const [target] = redis.nodes;
  if (target === undefined) throw new Error('there is no node');
  proxy = await startFaultProxy({ target });
  const url = `redis://${proxy.host}:${proxy.port}`;
  shared = await openShared({ url, deadlineMs: DEADLINE_MS, clock: CLOCK });
  other = await openShared({ url: redis.url });
});

afterEach(async () => {
  await shared.stop();
  await other.stop();
  await proxy.close();
  await redis.stop();
});

/** Sends requests on a counter that no test looks at, until Redis is no longer asked. */
async function breakContact(): Promise<void> {
  const request = limitRequest({ workspaceId: newWorkspaceId(), limit: 1_000_000 });
  await vi.waitFor(async () => {
    await shared.limiter.take([request], START_MS);
    expect(shared.limiter.isShared).toBe(false);
  }, PATIENCE);
}

/** Waits until Redis is asked again and knows the two counters that were used during the outage. */
async function regainContact(): Promise<void> {
  await vi.waitFor(() => {
    expect(shared.limiter.isShared).toBe(true);
    expect(shared.limiter.stats.merged).toBe(2);
  }, PATIENCE);
}

describe.each([
  { fault: 'refuses and resets connections', start: () => proxy.cut() },
  { fault: 'falls silent', start: () => proxy.stall() },
  { fault: 'answers too late', start: () => proxy.delay(DEADLINE_MS * 6) },
])('a Redis that $fault', ({ start }) => {
  it('is replaced by what is known here, and is told afterwards what was counted', async () => {
    const request = limitRequest({ workspaceId: newWorkspaceId() });
    expect(await countPassed(other.limiter, 4, request, START_MS)).toBe(4);
    expect(await countPassed(shared.limiter, 1, request, START_MS)).toBe(1);
    start();
    await breakContact();
    // Five are known to have been used, three of them by the other process.
    expect(await countPassed(shared.limiter, 3, request, START_MS)).toBe(3);
    proxy.pass();
    await regainContact();
    expect(await countPassed(other.limiter, 20, request, START_MS)).toBe(2);
    expect(shared.reports).toEqual(['apart', 'together']);
    expect(shared.limiter.stats).toMatchObject({ breakerOpened: 1, breakerClosed: 1 });
  });

  it('never removes a limit (invariant 2)', async () => {
    const request = limitRequest({ workspaceId: newWorkspaceId() });
    start();
    expect(await countPassed(shared.limiter, 500, request, START_MS)).toBe(10);
    await breakContact();
    expect(await countPassed(shared.limiter, 500, request, START_MS)).toBe(0);
  });

  it('is asked again after the limiter was stopped and started, and not by the stopped one', async () => {
    start();
    await breakContact();
    shared.limiter.stop();
    proxy.pass();
    const next = await openShared({ url: redis.url });
    expect(await countPassed(next.limiter, 1, limitRequest(), START_MS)).toBe(1);
    expect(shared.limiter.isShared).toBe(false);
    await next.stop();
  });
});

describe('a call without an answer', () => {
  it('is counted once, whether Redis has received it or not (invariant 3)', async () => {
    const request = limitRequest({ workspaceId: newWorkspaceId() });
    await countPassed(shared.limiter, 1, request, START_MS);
    proxy.delay(DEADLINE_MS * 4);
    expect(await countPassed(shared.limiter, 2, request, START_MS)).toBe(2);
    expect(shared.limiter.stats.timeouts).toBe(2);
    proxy.pass();
    await vi.waitFor(() => expect(shared.limiter.asked).toBe(0), PATIENCE);
    expect(await countPassed(other.limiter, 20, request, START_MS)).toBe(7);
  });

  it('is reported to Redis even if too few calls fail to open the breaker', async () => {
    const request = limitRequest({ workspaceId: newWorkspaceId() });
    proxy.cut();
    expect(await countPassed(shared.limiter, 2, request, START_MS)).toBe(2);
    expect(shared.limiter.isShared).toBe(true);
    proxy.pass();
    await vi.waitFor(() => expect(shared.limiter.stats.merged).toBe(1), PATIENCE);
    expect(await countPassed(other.limiter, 20, request, START_MS)).toBe(8);
  });

  it('waits among a bounded number of others', async () => {
    const requests = Array.from({ length: 3000 }, (_, index) =>
      limitRequest({ workspaceId: newWorkspaceId(), identifier: `user_${index}` }),
    );
    proxy.stall();
    const taken = requests.map(async (request) => shared.limiter.take([request], START_MS));
    expect(shared.limiter.asked).toBe(1000);
    expect((await Promise.all(taken)).every(({ passed }) => passed)).toBe(true);
    expect(shared.limiter.stats).toMatchObject({ refused: 2000, calls: 1000 });
    // The silent connection is given up, together with the commands under way on it.
    await vi.waitFor(() => expect(shared.limiter.asked).toBe(0), PATIENCE);
  });
});

describe('a Redis that comes back empty', () => {
  it('is found again, and learns from each process that asks (invariant 4)', async () => {
    const request = limitRequest({ workspaceId: newWorkspaceId() });
    await countPassed(shared.limiter, 6, request, START_MS);
    const [node] = redis.nodes;
    await node?.kill();
    await breakContact();
    await node?.restart();
    await vi.waitFor(() => expect(shared.limiter.isShared).toBe(true), PATIENCE);
    expect(await countPassed(shared.limiter, 1, request, START_MS)).toBe(1);
    expect(await countPassed(other.limiter, 20, request, START_MS)).toBe(3);
  });
});

describe('a Cluster that is paused for a while', () => {
  it('is replaced during the pause, and each of its nodes is told afterwards what was counted', async () => {
    const cluster = await startTestRedis({ cluster: true });
    const near = await openShared({ url: cluster.url, deadlineMs: DEADLINE_MS, clock: CLOCK });
    const far = await openShared({ url: cluster.url });
    onTestFinished(async () => {
      await near.stop();
      await far.stop();
      await cluster.stop();
    });
    // Enough workspaces that each node has some.
    const requests = Array.from({ length: 30 }, () =>
      limitRequest({ workspaceId: newWorkspaceId() }),
    );
    const takeAll = (store: SharedStore, times: number) =>
      Promise.all(requests.map((request) => countPassed(store.limiter, times, request, START_MS)));
    expect(new Set(await takeAll(near, 1))).toEqual(new Set([1]));
    for (const node of cluster.nodes) await node.command('client', 'pause', '3000');
    await vi.waitFor(async () => {
      await near.limiter.take([limitRequest({ limit: 1_000_000 })], START_MS);
      expect(near.limiter.isShared).toBe(false);
    }, PATIENCE);
    expect(new Set(await takeAll(near, 5))).toEqual(new Set([5]));
    await vi.waitFor(() => {
      expect(near.limiter.isShared).toBe(true);
      expect(near.limiter.stats.merged).toBe(31);
    }, PATIENCE);
    expect(new Set(await takeAll(far, 20))).toEqual(new Set([4]));
  });
});
