import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CLIENTS,
  countPassed,
  type RedisServices,
  startRedisLoad,
  startRedisServices,
  untilCountedTogether,
  untilHonest,
  untilShared,
} from './redis-services.js';

const LIMIT = 50;

let services: RedisServices;
beforeAll(async () => {
  services = await startRedisServices();
});
afterAll(() => services.stop());

async function restart(): Promise<void> {
  const { node, near, far } = services;
  await node.kill();
  await Promise.all([untilShared(near, false), untilShared(far, false)]);
  await node.restart();
  await Promise.all([untilShared(near, true), untilShared(far, true)]);
}

const FAULTS = [
  { fault: 'is flushed', empty: () => services.redis.flush() },
  { fault: 'restarts empty', empty: restart },
];

describe.each(FAULTS)('under load, a Redis that $fault', { timeout: 60_000 }, ({ empty }) => {
  it('frees no caller that a process remembers as denied, and lets through one more limit at most', async () => {
    const { near, far } = services;
    const load = await startRedisLoad(near);
    const [everywhere, nearOnly] = [randomUUID(), randomUUID()];
    const passedAt = (service: typeof near, identifier: string) =>
      countPassed([service], { identifier, limit: LIMIT, times: LIMIT + 10 });
    for (const service of [near, far]) await passedAt(service, everywhere);
    expect(await passedAt(near, nearOnly)).toBe(LIMIT);

    await empty();
    for (const service of [near, far]) expect(await passedAt(service, everywhere)).toBe(0);
    expect(await passedAt(near, nearOnly)).toBe(0);
    // A process that denies by itself does not tell Redis, so the other process does not know of
    // it.
    expect(await passedAt(far, nearOnly)).toBeLessThanOrEqual(LIMIT);
    for (const service of [near, far]) expect(await passedAt(service, nearOnly)).toBe(0);

    await untilCountedTogether([near, far]);
    await load.answered(50);
    // Calls under way told Redis what was known before the first of them.
    await untilHonest(services, await load.end(), { forgotten: CLIENTS - 1 });
  });
});
