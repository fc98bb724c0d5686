import { Unkey } from '@unlatch/api';
import { type RunningService, type SeededKeys, seedKeys, startService } from '@unlatch/testkit';
import { NextRequest } from 'next/server.js';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type WithUnkeyConfig, withUnkey } from './with-unkey.js';

let service: RunningService;
let keys: SeededKeys;

beforeAll(async () => {
  service = await startService();
  keys = await seedKeys(service);
});
afterAll(() => service.stop());
afterEach(() => vi.restoreAllMocks());

const nowhere = { serverURL: 'http://127.0.0.1:1' };

/** A route whose handler returns what it received. */
function createRoute(config: WithUnkeyConfig = {}) {
  const connection = { rootKey: service.rootKey, serverURL: service.url };
  return withUnkey((req) => Response.json(req.unkey), { ...connection, ...config });
}

function request(key?: string, path = '/'): NextRequest {
  const headers: HeadersInit = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return new NextRequest(`http://localhost${path}`, { headers });
}

async function ask(config: WithUnkeyConfig, key?: string, path?: string) {
  const response = await createRoute(config)(request(key, path));
  const body: unknown = await response.json();
  return { status: response.status, headers: response.headers, body };
}

describe('a request reaches the handler', () => {
  test('with a valid key, and with the verdict', async () => {
    expect(await ask({}, keys.valid)).toMatchObject({
      status: 200,
      body: {
        meta: { requestId: expect.stringMatching(/^req_/) },
        data: { valid: true, meta: { plan: 'pro' }, identity: { externalId: 'customer_1' } },
        valid: true,
        identity: { externalId: 'customer_1' },
      },
    });
  });

  test('unchanged, with the context that Next passes', async () => {
    const req = request(keys.valid);
    const context = { params: Promise.resolve({ id: 'order_1' }) };
    const connection = { rootKey: service.rootKey, serverURL: service.url };
    const seen: unknown[] = [];
    const route = withUnkey((...given) => {
      seen.push(...given);
      return new Response();
    }, connection);
    await route(req, context);
    expect(seen[0]).toBe(req);
    expect(seen[1]).toBe(context);
  });

  test('with a key that getKey finds asynchronously', async () => {
    const getKey: WithUnkeyConfig['getKey'] = async (req) => req.nextUrl.searchParams.get('key');
    const { status } = await ask({ getKey }, undefined, `/?key=${keys.valid}`);
    expect(status).toBe(200);
  });
});

describe('a request is refused', () => {
  test.each([
    ['without a key', undefined, 401, 'MISSING_KEY'],
    ['with an empty key', '', 401, 'MISSING_KEY'],
    ['with an unknown key', 'unknown', 401, 'NOT_FOUND'],
    ['with a key that is too long to be one', 'x'.repeat(1000), 401, 'NOT_FOUND'],
    ['with a disabled key', 'disabled', 401, 'DISABLED'],
    ['with an expired key', 'expired', 401, 'EXPIRED'],
  ] as const)('%s', async (_how, name, status, code) => {
    const key = name === 'disabled' || name === 'expired' ? keys[name] : name;
    const answer = await ask({}, key);
    expect(answer).toMatchObject({ status, body: { error: 'unauthorized', code } });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  test.each([null, undefined, ''])(
    'when getKey finds %j, without asking the service',
    async (key) => {
      expect(await ask({ ...nowhere, getKey: async () => key })).toMatchObject({
        status: 401,
        body: { code: 'MISSING_KEY' },
      });
    },
  );

  test('with a key that lacks a permission', async () => {
    const config = { permissions: async () => 'orders.read' };
    expect((await ask(config, keys.valid)).status).toBe(200);
    expect(await ask(config, keys.powerless)).toMatchObject({
      status: 403,
      body: { error: 'forbidden', code: 'INSUFFICIENT_PERMISSIONS' },
    });
  });

  test('over the limit, with the time to retry', async () => {
    expect((await ask({}, keys.limited)).status).toBe(200);
    const { status, headers, body } = await ask({}, keys.limited);
    expect({ status, body }).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    expect(headers.get('ratelimit-limit')).toBe('1');
    expect(headers.get('ratelimit-remaining')).toBe('0');
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  });

  test('when the credits are used up; a cost of 0 uses none', async () => {
    expect((await ask({ cost: () => 0 }, keys.spendable)).status).toBe(200);
    expect((await ask({}, keys.spendable)).status).toBe(200);
    expect(await ask({}, keys.spendable)).toMatchObject({
      status: 429,
      body: { code: 'USAGE_EXCEEDED' },
    });
  });

  test('with the response of getKey or handleInvalidKey', async () => {
    const route = createRoute({
      getKey: async (req) =>
        req.headers.get('x-api-key') ?? new Response('send x-api-key', { status: 400 }),
      handleInvalidKey: async (_req, { data, code }) =>
        new Response(`${data.code} ${code}`, { status: 418 }),
    });
    const missing = await route(request());
    expect([missing.status, await missing.text()]).toEqual([400, 'send x-api-key']);
    const unknown = await route(
      new NextRequest('http://localhost/', { headers: { 'x-api-key': 'unknown' } }),
    );
    expect([unknown.status, await unknown.text()]).toEqual([418, 'NOT_FOUND NOT_FOUND']);
  });
});

describe('a check that fails', () => {
  test('is a 503, and a line on the console without the key', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { status, headers, body } = await ask(nowhere, keys.valid);
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'VERIFICATION_FAILED' } });
    expect(headers.get('retry-after')).toBe('5');
    expect(print.mock.calls).toEqual([[expect.stringContaining('client/connection_failed')]]);
    expect(JSON.stringify(print.mock.calls)).not.toContain(keys.valid);
  });

  test('because of our own root key is a 500 that does not say so', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const answer = await ask({ rootKey: 'wrong_root_key' }, keys.valid);
    expect(answer.status).toBe(500);
    expect(answer.headers.has('www-authenticate')).toBe(false);
    expect(JSON.stringify(answer.body)).not.toMatch(/root/);
  });

  test('is left to onError, silently', async () => {
    const print = vi.spyOn(console, 'error');
    const onError: WithUnkeyConfig['onError'] = async (_req, { code }) =>
      Response.json({ code }, { status: 502 });
    for (const [config, code] of [
      [nowhere, 'client/connection_failed'],
      [{ rootKey: 'wrong_root_key' }, 'authentication/key_not_found'],
    ] as const) {
      const answer = await ask({ ...config, onError }, 'k');
      expect(answer).toMatchObject({ status: 502, body: { code: expect.stringContaining(code) } });
    }
    expect(print).not.toHaveBeenCalled();
  });

  test('in the handler itself does not count as a failed check', async () => {
    const onError = vi.fn(() => new Response());
    const route = withUnkey(
      () => {
        throw new Error('mine');
      },
      { rootKey: service.rootKey, serverURL: service.url, onError },
    );
    await expect(route(request(keys.valid))).rejects.toThrow('mine');
    expect(onError).not.toHaveBeenCalled();
  });
});

test('the service is asked each time, even if Next caches fetch', async () => {
  const seen = { caches: new Set(), checks: new Set() };
  const send = vi.spyOn(globalThis, 'fetch');
  const connection = { serverURL: service.url, rootKey: service.rootKey };
  for (const route of [createRoute(), createRoute({ unkey: new Unkey(connection) })]) {
    for (const _attempt of [1, 2]) await route(request(keys.valid));
  }
  for (const [, init] of send.mock.calls) {
    seen.caches.add(init?.cache);
    seen.checks.add(new Headers(init?.headers).get('x-unlatch-check'));
  }
  expect([...seen.caches]).toEqual(['no-store']);
  expect(seen.checks.size).toBe(4);
});

test('the wrapper makes one client, not one for each request', async () => {
  vi.stubEnv('UNLATCH_ROOT_KEY', service.rootKey);
  vi.stubEnv('UNLATCH_URL', service.url);
  const route = createRoute({ rootKey: undefined, serverURL: undefined });
  vi.stubEnv('UNLATCH_ROOT_KEY', 'read_too_late');
  vi.stubEnv('UNLATCH_URL', nowhere.serverURL);
  const { status } = await route(request(keys.valid));
  vi.unstubAllEnvs();
  expect(status).toBe(200);
});

test('one client serves all requests, and it can be your own', async () => {
  const operations: string[] = [];
  const unkey = new Unkey({
    serverURL: service.url,
    rootKey: service.rootKey,
    hooks: { onRequest: ({ operation }) => operations.push(operation) },
  });
  const route = createRoute({ unkey, rootKey: 'unused' });
  for (const key of [keys.valid, keys.powerless]) {
    expect((await route(request(key))).status).toBe(200);
  }
  expect(operations).toEqual(['keys.verifyKey', 'keys.verifyKey']);
});
