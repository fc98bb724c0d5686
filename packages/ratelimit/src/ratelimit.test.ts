import { type Fetch, InvalidRequestError, Unkey } from '@unlatch/api';
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

function setUp(options: Partial<RatelimitConfig> = {}) {
  const service = new ModelService(() => Date.now());
  const unkey = new UnkeyCore({ rootKey: 'root_key', fetch: service.fetch });
  const common = { namespace: 'n', limit: 10, duration: '10s', unkey } as const;
  return { service, common, limiter: new Ratelimit({ ...common, ...options }) };
}

describe('limit', () => {
  test('sends the limit of the constructor, or that of the call', async () => {
    const { service, limiter } = setUp();
    const reset = START_MS + 10_000;
    const first = { success: true, limit: 10, remaining: 9, reset, source: 'server' };
    expect(await limiter.limit('user_1')).toEqual(first);
    await limiter.limit('user_1', { cost: 4, limit: { limit: 7, duration: 5_000 } });
    const common = { namespace: 'n', identifier: 'user_1' };
    expect(service.requests.map(({ checks }) => checks)).toEqual([
      [{ ...common, limit: 10, duration: 10_000, cost: 1 }],
      [{ ...common, limit: 7, duration: 5_000, cost: 4 }],
    ]);
  });

  test('R3: a refused large request does not block small ones', async () => {
    const { limiter } = setUp({ limit: 100 });
    await limiter.limit('user_1', { cost: 50 });
    expect(await limiter.limit('user_1', { cost: 100 })).toMatchObject({ success: false });
    expect(await limiter.limit('user_1')).toMatchObject({ success: true, remaining: 49 });
  });

  test('refuses from memory after this process used up the limit, no longer than the service would', async () => {
    const { service, limiter } = setUp();
    await limiter.limit('user_1', { cost: 10 });
    const refused = { success: false, limit: 10, remaining: 0, reset: START_MS + 10_000 };
    expect(await limiter.limit('user_1')).toEqual({ ...refused, source: 'cache' });
    expect(service.requests).toHaveLength(1);
    vi.advanceTimersByTime(11_000);
    expect(await limiter.limit('user_1')).toMatchObject({ success: true, source: 'server' });
  });

  test('R4: expired entries do not stay in the Map', async () => {
    const cache = new Map();
    const { limiter } = setUp({ cache });
    for (let user = 0; user < 500; user++) await limiter.limit(`user_${user}`, { cost: 100 });
    vi.advanceTimersByTime(60_000);
    await limiter.limit('another');
    expect(cache.size).toBe(1);
  });

  test('limiters that share a Map share its entries; namespaces are separate', async () => {
    const cache = new Map();
    const { limiter, common, service } = setUp({ cache });
    await limiter.limit('user_1', { cost: 10 });
    const twin = new Ratelimit({ ...common, cache });
    const other = new Ratelimit({ ...common, cache, namespace: 'other' });
    expect(await twin.limit('user_1')).toMatchObject({ source: 'cache' });
    expect(await other.limit('user_1')).toMatchObject({ source: 'server', success: true });
    expect(service.requests).toHaveLength(2);
  });

  test('remembers nothing with cache: false', async () => {
    const { limiter } = setUp({ cache: false });
    await limiter.limit('user_1', { cost: 10 });
    expect(await limiter.limit('user_1')).toMatchObject({ success: false, source: 'server' });
  });

  test('a mistake in a duration is refused at once under every policy', async () => {
    const { limiter, common } = setUp({ onFailure: 'allow' });
    const wrong: { limit: number; duration: '1s' } = JSON.parse(
      '{"limit":1,"duration":"1 fortnight"}',
    );
    expect(() => new Ratelimit({ ...common, ...wrong })).toThrow(InvalidRequestError);
    await expect(limiter.limit('user_1', { limit: wrong })).rejects.toThrow(InvalidRequestError);
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'a cost of %d is refused at once, in async mode too, and counts nothing',
    async (cost) => {
      for (const async of [false, true]) {
        const { service, limiter } = setUp({ async, onFailure: 'allow' });
        await limiter.limit('user_1');
        await expect(limiter.limit('user_1', { cost })).rejects.toThrow(InvalidRequestError);
        await limiter.flush();
        expect([...service.counts.values()]).toEqual([1]);
      }
    },
  );

  test('asks the service each time, even if a framework caches fetch', async () => {
    const sent: RequestInit[] = [];
    const service = new ModelService(() => Date.now());
    const fetch: Fetch = (url, init) => {
      sent.push(init);
      return service.fetch(url, init);
    };
    const { limiter } = setUp({ unkey: new UnkeyCore({ rootKey: 'k', fetch }) });
    for (const _attempt of [1, 2]) {
      await limiter.limit('user_1');
      await limiter.multiLimit([{ identifier: 'user_1' }]);
    }
    expect(sent.map(({ cache }) => cache)).toEqual(Array(4).fill('no-store'));
    const checks = sent.map(({ headers }) => new Headers(headers).get('x-unlatch-check'));
    expect(new Set(checks).size).toBe(4);
  });

  test('takes a whole client too, with its timeout', async () => {
    const unkey = new Unkey({ rootKey: 'k', timeoutMs: 123, fetch: () => new Promise(() => {}) });
    const { limiter } = setUp({ unkey });
    const late = limiter.limit('user_1');
    await vi.advanceTimersByTimeAsync(123);
    expect(await late).toMatchObject({ success: false, source: 'fallback' });
  });

  test('waits without limit with timeout: false', async () => {
    let answer: ((response: Response) => void) | undefined;
    const fetch: Fetch = () => new Promise((resolve) => (answer = resolve));
    const { limiter } = setUp({ timeout: false, unkey: new UnkeyCore({ rootKey: 'k', fetch }) });
    const late = limiter.limit('user_1');
    await vi.advanceTimersByTimeAsync(86_400_000);
    const data = { success: true, limit: 10, remaining: 9, reset: 0 };
    answer?.(Response.json({ meta: { requestId: 'req_1' }, data }));
    expect(await late).toMatchObject({ success: true, source: 'server' });
  });
});

describe('multiLimit', () => {
  test('counts all or nothing, in the order of the items', async () => {
    const { limiter } = setUp();
    const items = [
      { identifier: 'user_1', cost: 4 },
      {
        identifier: 'user_1',
        namespace: 'tokens',
        cost: 70,
        limit: { limit: 100, duration: '1m' },
      },
    ] as const;
    expect(await limiter.multiLimit(items)).toEqual({
      success: true,
      source: 'server',
      limits: [
        {
          namespace: 'n',
          identifier: 'user_1',
          success: true,
          limit: 10,
          remaining: 6,
          reset: START_MS + 10_000,
        },
        {
          namespace: 'tokens',
          identifier: 'user_1',
          success: true,
          limit: 100,
          remaining: 30,
          reset: START_MS + 60_000,
        },
      ],
    });
    expect(await limiter.multiLimit(items)).toMatchObject({
      success: false,
      limits: [
        { success: true, remaining: 6 },
        { success: false, remaining: 0 },
      ],
    });
  });
});

describe('a policy that gives no answer allows nothing: the call throws the error of the service', () => {
  const unkey = new UnkeyCore({
    rootKey: 'k',
    retry: { attempts: 1 },
    fetch: async () => Response.json({}, { status: 500 }),
  });

  // Types forbid these answers, and programs in JavaScript give them.
  test.each([undefined, null, true, 'yes', {}, { success: 'true' }, []])('%j', async (answer) => {
    for (const policy of ['onError', 'onFailure']) {
      for (const callback of [() => answer, async () => answer]) {
        const { limiter } = setUp({ unkey, [policy]: callback });
        await expect(limiter.limit('user_1')).rejects.toMatchObject({ status: 500 });
        await expect(limiter.multiLimit([{ identifier: 'user_1' }])).rejects.toMatchObject({
          status: 500,
        });
      }
    }
  });
});
