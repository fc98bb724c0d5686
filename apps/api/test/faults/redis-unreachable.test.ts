import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  countPassed,
  failedMetric,
  PATIENCE,
  type RedisServices,
  readMetric,
  startRedisLoad,
  startRedisServices,
  untilCountedTogether,
  untilHonest,
  untilShared,
  usedAt,
} from './redis-services.js';

let services: RedisServices;
beforeAll(async () => {
  services = await startRedisServices();
});
afterAll(() => services.stop());

const CALLS = 'unlatch_redis_calls_total';

/** `kind` is the way in which calls fail. After some failures, the process stops asking Redis. */
const FAULTS = [
  { fault: 'is cut off', kind: 'failures', start: () => services.proxy.cut() },
  { fault: 'falls silent', kind: 'timeouts', start: () => services.proxy.stall() },
  { fault: 'is 300 ms away', kind: 'timeouts', start: () => services.proxy.delay(300) },
] as const;

describe.each(FAULTS)('under load, a Redis that $fault', { timeout: 60_000 }, ({ kind, start }) => {
  it('changes no response, is no longer asked, and is told afterwards what was used', async () => {
    const { near, far, proxy } = services;
    const load = await startRedisLoad(near);
    const failedBefore = await readMetric(near, failedMetric(kind));
    // 40 of 100 are used at the other process, and known here.
    const partly = { identifier: randomUUID(), limit: 100 };
    expect(await countPassed([far], { ...partly, times: 40 })).toBe(40);
    await vi.waitFor(async () => expect(await usedAt(near, partly.identifier)).toBe(40), PATIENCE);

    start();
    await untilShared(near, false);
    expect(await readMetric(near, failedMetric(kind))).toBeGreaterThan(failedBefore);
    const calls = await readMetric(near, CALLS);
    await load.answered(50);
    // The 10 of the other process are not known here, so they count against no request here.
    expect(await countPassed([far], { ...partly, times: 10 })).toBe(10);
    expect(await countPassed([near], { ...partly, times: 100 })).toBe(60);
    expect(await readMetric(near, CALLS)).toBe(calls);
    // A connection that is given up is closed before the next attempt.
    expect(proxy.connectionCount()).toBeLessThanOrEqual(1);

    proxy.pass();
    await untilShared(near, true);
    await vi.waitFor(async () => expect(await usedAt(far, partly.identifier)).toBe(100), PATIENCE);
    await untilCountedTogether([near, far]);
    await load.answered(50);
    await untilHonest(services, await load.end());
    await vi.waitFor(async () => {
      expect(await readMetric(near, 'unlatch_requests_waiting')).toBe(0);
    }, PATIENCE);
  });
});
