import { type RunningService, startService } from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Overrides, Ratelimit, type RatelimitConfig } from '../src/index.js';

// So long that no window ends during these tests.
const MONTH = '30d';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
});

afterAll(async () => {
  await service?.stop();
});

const limiterOf = (options: Partial<RatelimitConfig> = {}) => {
  const { url: serverURL, rootKey } = service;
  const common = { namespace: crypto.randomUUID(), limit: 10, duration: MONTH } as const;
  return new Ratelimit({ serverURL, rootKey, ...common, ...options });
};

describe('with the real service', () => {
  test('many requests at once get exactly the limit', async () => {
    const limiter = limiterOf();
    const results = await Promise.all(Array.from({ length: 30 }, () => limiter.limit('user_1')));
    expect(results.filter(({ success }) => success)).toHaveLength(10);
    expect(await limiter.limit('user_1')).toMatchObject({ success: false, source: 'cache' });
  });

  test('the service would refuse what is refused from memory', async () => {
    const namespace = crypto.randomUUID();
    const [remembering, asking] = [
      limiterOf({ namespace }),
      limiterOf({ namespace, cache: false }),
    ];
    for (const cost of [4, 9, 3, 4, 2, 1, 1, 0, 1]) {
      const look = await remembering.limit('user_1', { cost });
      if (look.source !== 'cache') continue;
      const asked = await asking.limit('user_1', { cost });
      expect({ ...asked, source: 'cache' }).toEqual(look);
    }
  });

  test('a batch counts all or nothing', async () => {
    const limiter = limiterOf();
    const batch = [{ identifier: 'user_1', cost: 6 }, { identifier: 'user_2' }];
    expect(await limiter.multiLimit(batch)).toMatchObject({
      success: true,
      limits: [
        { success: true, remaining: 4 },
        { success: true, remaining: 9 },
      ],
    });
    expect(await limiter.multiLimit(batch)).toMatchObject({
      success: false,
      limits: [{ success: false }, { success: true, remaining: 9 }],
    });
    expect(await limiter.limit('user_2')).toMatchObject({ remaining: 8 });
  });

  test('in async mode, the service counts all allowed usage in the end', async () => {
    const namespace = crypto.randomUUID();
    const local = limiterOf({ namespace, limit: 100, async: true });
    const results = [];
    for (let use = 0; use < 120; use++) results.push(await local.limit('user_1'));
    expect(results.filter(({ success }) => success)).toHaveLength(100);
    expect(results.filter(({ source }) => source === 'local').length).toBeGreaterThan(0);
    await local.flush();
    const exact = limiterOf({ namespace, limit: 100 });
    expect(await exact.limit('user_1', { cost: 0 })).toMatchObject({ success: true, remaining: 0 });
  });

  test('of two processes in async mode, neither allows more than the limit', async () => {
    const namespace = crypto.randomUUID();
    const limiters = [1, 2].map(() => limiterOf({ namespace, async: { syncMs: 3_600_000 } }));
    const counts: number[] = [];
    for (const limiter of limiters) await limiter.limit('user_1', { cost: 0 });
    for (const limiter of limiters) {
      let count = 0;
      for (let use = 0; use < 15; use++) if ((await limiter.limit('user_1')).success) count += 1;
      counts.push(count);
    }
    expect(counts).toEqual([10, 10]);
    for (const limiter of limiters) await limiter.flush();
    const results = await Promise.all(limiters.map((limiter) => limiter.limit('user_1')));
    expect(results.map(({ success }) => success)).toEqual([false, false]);
    for (const limiter of limiters) await limiter.flush();
  });

  test('an override counts, and one of 0 refuses even a cost of 0 from memory', async () => {
    const namespace = crypto.randomUUID();
    const { url: serverURL, rootKey } = service;
    const overrides = new Overrides({ serverURL, rootKey });
    const limiter = limiterOf({ namespace });
    await limiter.limit('somebody');
    const duration = 3_600_000;
    await overrides.setOverride({ namespace, identifier: 'vip_*', limit: 50, duration });
    await overrides.setOverride({ namespace, identifier: 'spammer', limit: 0, duration });
    expect(await limiter.limit('vip_1')).toMatchObject({ limit: 50, remaining: 49 });
    const refused = { success: false, limit: 0, overrideId: expect.any(String) };
    expect(await limiter.limit('spammer')).toMatchObject({ ...refused, source: 'server' });
    expect(await limiter.limit('spammer', { cost: 0 })).toMatchObject({
      ...refused,
      source: 'cache',
    });
  });

  test('in async mode, an override of longer windows counts like a limit of that length', async () => {
    const namespace = crypto.randomUUID();
    const { url: serverURL, rootKey } = service;
    const local = limiterOf({ namespace, limit: 1, duration: '1s', async: { syncMs: 3_600_000 } });
    await local.limit('somebody');
    const override = { namespace, identifier: 'vip', limit: 10, duration: 30 * 86_400_000 };
    await new Overrides({ serverURL, rootKey }).setOverride(override);
    const results = [];
    for (let use = 0; use < 15; use++) results.push(await local.limit('vip'));
    expect(results.filter(({ success }) => success)).toHaveLength(10);
    expect(results.filter(({ source }) => source === 'local')).toHaveLength(14);
    await local.flush();
    const exact = limiterOf({ namespace, limit: 1, duration: '1s' });
    expect(await exact.limit('vip', { cost: 0 })).toMatchObject({ limit: 10, remaining: 0 });
  });

  test('an identifier that the service refuses does not pass under any policy', async () => {
    const limiter = limiterOf({ onFailure: 'allow' });
    await expect(limiter.limit('x'.repeat(513))).rejects.toMatchObject({ status: 400 });
    expect(await limiter.limit('😀'.repeat(512))).toMatchObject({ source: 'server' });
    const code = 'client/invalid_request';
    await expect(limiter.limit('x'.repeat(12_000_000))).rejects.toMatchObject({ code });
  });

  test('an unknown root key is an ordinary failure, with its code', async () => {
    const limiter = limiterOf({ rootKey: 'unknown', onFailure: 'deny' });
    const error = { code: 'authentication/key_not_found', requestId: expect.any(String) };
    expect(await limiter.limit('user_1')).toMatchObject({
      success: false,
      source: 'fallback',
      error,
    });
  });
});
