import type { Fetch } from '@unlatch/api';
import { UnkeyCore } from '@unlatch/api/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ModelService } from '../test/model-service.js';
import type { RatelimitConfig } from './options.js';
import { Ratelimit } from './ratelimit.js';

const START_MS = Date.UTC(2026, 0, 1);

beforeEach(() => {
  vi.useFakeTimers({ now: START_MS });
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** `network` is between the limiter and the service. */
function setUp(
  options: Partial<RatelimitConfig> = {},
  network: (send: () => Promise<Response>) => Promise<Response> = (send) => send(),
) {
  const service = new ModelService(() => Date.now());
  const fetch: Fetch = (url, init) => network(() => service.fetch(url, init));
  const unkey = new UnkeyCore({ rootKey: 'root_key', fetch });
  const common = { namespace: 'n', limit: 10, duration: '10s', async: true, unkey } as const;
  return { service, limiter: new Ratelimit({ ...common, ...options }) };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('async mode', () => {
  const syncs = (service: ModelService) =>
    service.requests
      .filter(({ operation }) => operation === 'multiLimit')
      .map(({ checks }) => checks);

  test('asks once, then answers from memory and reports to the service every second', async () => {
    const { service, limiter } = setUp();
    expect(await limiter.limit('user_1')).toMatchObject({ source: 'server', remaining: 9 });
    for (const remaining of [8, 7, 6]) {
      const local = { source: 'local', success: true, limit: 10, remaining };
      expect(await limiter.limit('user_1')).toMatchObject(local);
    }
    expect(service.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(syncs(service)).toMatchObject([[{ identifier: 'user_1', cost: 3 }]]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(service.requests).toHaveLength(2);
  });

  test('refuses from memory, and sees at the next synchronisation that there is room', async () => {
    const { limiter } = setUp({ async: { syncMs: 200 } });
    await limiter.limit('user_1', { cost: 10 });
    vi.advanceTimersByTime(10_000);
    expect(await limiter.limit('user_1')).toMatchObject({ success: false, source: 'server' });
    vi.advanceTimersByTime(1_000);
    expect(await limiter.limit('user_1')).toMatchObject({ success: false, source: 'local' });
    await vi.advanceTimersByTimeAsync(200);
    expect(await limiter.limit('user_1')).toMatchObject({ success: true, source: 'local' });
    await limiter.flush();
  });

  test('reports up to 100 identifiers in one request', async () => {
    const { service, limiter } = setUp();
    for (let user = 0; user < 150; user++) {
      await limiter.limit(`user_${user}`);
      await limiter.limit(`user_${user}`);
    }
    await limiter.flush();
    expect(syncs(service).map((checks) => checks.length)).toEqual([100, 50]);
    expect(new Set(service.counts.values())).toEqual(new Set([2]));
  });

  test('one identifier that other processes used up does not prevent the count of the rest', async () => {
    const { service, limiter } = setUp();
    for (const user of ['user_1', 'user_2', 'user_3']) {
      await limiter.limit(user);
      await limiter.limit(user);
    }
    const used = { namespace: 'n', identifier: 'user_2', limit: 10, duration: 10_000, cost: 9 };
    service.limit(used);
    await limiter.flush();
    expect(syncs(service).map((checks) => checks.map(({ identifier }) => identifier))).toEqual([
      ['user_1', 'user_2', 'user_3'],
      ['user_1', 'user_3'],
    ]);
    expect([...service.counts.values()]).toEqual([2, 10, 2]);
    expect(await limiter.limit('user_2')).toMatchObject({ success: false, source: 'local' });
    await limiter.flush();
  });

  test('flush waits for the report under way and sends the rest, if there is any', async () => {
    const { service, limiter } = setUp();
    await limiter.limit('user_1');
    await limiter.limit('user_1');
    const first = limiter.flush();
    await limiter.limit('user_1');
    await Promise.all([first, limiter.flush()]);
    expect([...service.counts.values()]).toEqual([3]);
    const { length } = service.requests;
    await limiter.flush();
    expect(service.requests).toHaveLength(length);
  });

  test('a slow service gets fewer synchronisations, not a queue', async () => {
    let delayMs = 0;
    const options = { limit: 1_000, duration: '1h', async: { syncMs: 100 } } as const;
    const { service, limiter } = setUp(options, (send) => sleep(delayMs).then(send));
    const asked = limiter.limit('user_1');
    await vi.advanceTimersByTimeAsync(0);
    await asked;
    delayMs = 1_500;
    await limiter.limit('user_1');
    await vi.advanceTimersByTimeAsync(100);
    const timers = vi.getTimerCount();
    for (let use = 0; use < 100; use++) await limiter.limit('user_1');
    expect(vi.getTimerCount()).toBe(timers);
    expect(syncs(service)).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1_500 + 100 + 1_500);
    expect(syncs(service)).toMatchObject([[{ cost: 1 }], [{ cost: 100 }]]);
  });

  test('usage that could not be counted is sent again with a request that needs it', async () => {
    const { service, limiter } = setUp();
    const used = { namespace: 'n', identifier: 'user_1', limit: 10, duration: 10_000, cost: 8 };
    await limiter.limit('user_1');
    await limiter.limit('user_1', { cost: 3 });
    service.limit(used);
    await limiter.flush();
    // What was counted is 9 of 10, and slides away: 4 are left, so 3 fit, but not 3 and 8.
    vi.advanceTimersByTime(17_000);
    expect(await limiter.limit('user_1', { cost: 8 })).toMatchObject({ success: false });
    const before = [...service.counts.values()];
    await vi.advanceTimersByTimeAsync(1_000);
    expect([...service.counts.values()]).toEqual([...before, 3]);
  });

  test('an answer that contradicts itself does not start an endless exchange', async () => {
    const limits = [
      { namespace: 'n', identifier: 'user_1', passed: true, limit: 10, remaining: 9, reset: 0 },
    ];
    let isBroken = false;
    let requests = 0;
    const { limiter } = setUp({}, async (send) => {
      if (!isBroken) return send();
      requests += 1;
      if (requests > 5) throw new TypeError('fetch failed');
      return Response.json({ meta: { requestId: 'req_1' }, data: { passed: false, limits } });
    });
    await limiter.limit('user_1');
    await limiter.limit('user_1');
    isBroken = true;
    await limiter.flush();
    expect(requests).toBe(1);
  });

  test('while the service is down, the policy answers after the window is over', async () => {
    let isAway = false;
    const { limiter } = setUp({ onFailure: 'deny' }, async (send) => {
      if (isAway) throw new TypeError('fetch failed');
      return send();
    });
    await limiter.limit('user_1');
    isAway = true;
    expect(await limiter.limit('user_1')).toMatchObject({ success: true, source: 'local' });
    await limiter.flush();
    vi.advanceTimersByTime(10_000);
    expect(await limiter.limit('user_1')).toMatchObject({ success: false, source: 'fallback' });
  });
});
