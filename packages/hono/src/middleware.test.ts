import { type ServerType, serve } from '@hono/node-server';
import { Unkey } from '@unlatch/api';
import { type RunningService, type SeededKeys, seedKeys, startService } from '@unlatch/testkit';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type UnkeyConfig, type UnkeyContext, unkey } from './middleware.js';

let service: RunningService;
let keys: SeededKeys;

beforeAll(async () => {
  service = await startService();
  keys = await seedKeys(service);
});
afterAll(() => service.stop());
afterEach(() => vi.restoreAllMocks());

/** An app with one route, which returns what its handler received. */
function createApp(config: UnkeyConfig = {}) {
  const app = new Hono<{ Variables: { unkey: UnkeyContext } }>();
  app.use(unkey({ rootKey: service.rootKey, serverURL: service.url, ...config }));
  app.all('/', (c) => c.json(c.get('unkey')));
  return app;
}

/** Sends one request over HTTP. */
async function ask(config: UnkeyConfig, key?: string, path = '/') {
  const { server, url } = await new Promise<{ server: ServerType; url: string }>((resolve) => {
    const options = { fetch: createApp(config).fetch, hostname: '127.0.0.1', port: 0 };
    const server = serve(options, ({ port }) =>
      resolve({ server, url: `http://127.0.0.1:${port}` }),
    );
  });
  try {
    const headers: HeadersInit = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const response = await fetch(url + path, { headers });
    const body: unknown = await response.json();
    return { status: response.status, headers: response.headers, body };
  } finally {
    server.close();
  }
}

describe('a request passes', () => {
  test('with a valid key, and the handler gets the verdict', async () => {
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

  test('with a key that getKey finds asynchronously', async () => {
    const getKey: UnkeyConfig['getKey'] = async (c) => c.req.query('key');
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
  });

  test('with a key that lacks a permission', async () => {
    const config = { permissions: () => 'orders.read' };
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
    expect(headers.get('retry-after')).toBe(headers.get('ratelimit-reset'));
  });

  test('when the credits are used up; a cost of 0 uses none', async () => {
    const cost = (free: boolean): UnkeyConfig => ({ cost: () => (free ? 0 : 1) });
    expect((await ask(cost(true), keys.spendable)).status).toBe(200);
    expect((await ask(cost(false), keys.spendable)).status).toBe(200);
    expect(await ask(cost(false), keys.spendable)).toMatchObject({
      status: 429,
      body: { code: 'USAGE_EXCEEDED' },
    });
  });

  test('with the response of getKey or handleInvalidKey', async () => {
    const app = createApp({
      getKey: async (c) => c.req.header('x-api-key') ?? c.text('send x-api-key', 400),
      handleInvalidKey: async (c, { data, code }) => c.text(`${data.code} ${code}`, 418),
    });
    const missing = await app.request('/');
    expect([missing.status, await missing.text()]).toEqual([400, 'send x-api-key']);
    const unknown = await app.request('/', { headers: { 'x-api-key': 'unknown' } });
    expect([unknown.status, await unknown.text()]).toEqual([418, 'NOT_FOUND NOT_FOUND']);
  });

  test('with the headers that other middlewares set', async () => {
    const app = new Hono();
    app.use(async (c, next) => {
      c.header('access-control-allow-origin', '*');
      await next();
    });
    app.use(unkey({ rootKey: service.rootKey, serverURL: service.url }));
    const response = await app.request('/');
    expect(response.status).toBe(401);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('a check that fails', () => {
  const nowhere = { serverURL: 'http://127.0.0.1:1' };

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

  test('reaches the error handler of the app with its cause', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const app = createApp(nowhere);
    let seen: unknown;
    app.onError((error) => {
      seen = error;
      return error instanceof HTTPException
        ? error.getResponse()
        : new Response('', { status: 500 });
    });
    const response = await app.request('/', { headers: { authorization: 'Bearer k' } });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: 'service_unavailable' });
    expect(seen).toMatchObject({ status: 503, cause: { code: 'client/connection_failed' } });
  });

  test('is left to onError, silently', async () => {
    const print = vi.spyOn(console, 'error');
    const onError: UnkeyConfig['onError'] = async (c, error) => c.json({ code: error.code }, 502);
    expect(await ask({ ...nowhere, onError }, 'k')).toMatchObject({
      status: 502,
      body: { code: 'client/connection_failed' },
    });
    expect(print).not.toHaveBeenCalled();
  });
});

test('one client serves all requests, and it can be your own', async () => {
  const operations: string[] = [];
  const unkeyClient = new Unkey({
    serverURL: service.url,
    rootKey: service.rootKey,
    hooks: { onRequest: ({ operation }) => operations.push(operation) },
  });
  const app = createApp({ unkey: unkeyClient, rootKey: 'unused' });
  for (const key of [keys.valid, keys.powerless]) {
    const response = await app.request('/', { headers: { authorization: `Bearer ${key}` } });
    expect(response.status).toBe(200);
  }
  expect(operations).toEqual(['keys.verifyKey', 'keys.verifyKey']);
});
