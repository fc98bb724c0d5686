import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type RunningService, type SeededKeys, seedKeys, startService } from '@unlatch/testkit';
import express, { type ErrorRequestHandler } from 'express';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type UnkeyConfig, unkey } from './middleware.js';

let service: RunningService;
let keys: SeededKeys;
const servers: Server[] = [];

beforeAll(async () => {
  service = await startService();
  keys = await seedKeys(service);
});
afterAll(() => service.stop());
afterEach(async () => {
  vi.restoreAllMocks();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const handleError: ErrorRequestHandler = (error, _req, res, _next) => {
  res.status(599).json({ error: error.message });
};

/** Starts an app with one route, which returns what its handler received. */
async function start(config: UnkeyConfig = {}): Promise<string> {
  const app = express();
  app.use(unkey({ rootKey: service.rootKey, serverURL: service.url, ...config }));
  app.get('/', (req, res) => {
    res.json(req.unkey);
  });
  app.use(handleError);
  const server = createServer(app).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return `http://127.0.0.1:${address.port}/`;
}

async function ask(config: UnkeyConfig, key?: string) {
  const headers: HeadersInit = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const response = await fetch(await start(config), { headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

test('a valid key passes, and the handler gets the verdict', async () => {
  expect(
    await ask({ permissions: (req) => `orders.${req.method && 'read'}` }, keys.valid),
  ).toMatchObject({
    status: 200,
    body: { valid: true, data: { meta: { plan: 'pro' } }, meta: { requestId: expect.any(String) } },
  });
});

test('getKey may be asynchronous', async () => {
  expect((await ask({ getKey: async () => keys.valid })).status).toBe(200);
});

describe('a request is refused', () => {
  test.each([
    ['without a key', undefined, 401, 'MISSING_KEY'],
    ['with an unknown key', 'unknown', 401, 'NOT_FOUND'],
    ['with a disabled key', 'disabled', 401, 'DISABLED'],
    ['without the permission', 'powerless', 403, 'INSUFFICIENT_PERMISSIONS'],
  ] as const)('%s', async (_how, name, status, code) => {
    const key = name === 'disabled' || name === 'powerless' ? keys[name] : name;
    const answer = await ask({ permissions: 'orders.read' }, key);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  });

  test('over the limit, with the time to retry', async () => {
    const url = await start();
    const headers = { authorization: `Bearer ${keys.limited}` };
    expect((await fetch(url, { headers })).status).toBe(200);
    const refused = await fetch(url, { headers });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  });

  test('with the answer of handleInvalidKey', async () => {
    const handleInvalidKey: UnkeyConfig['handleInvalidKey'] = (_req, res, { data }) =>
      res.status(418).json({ reason: data.code });
    const answer = await ask({ handleInvalidKey }, 'unknown');
    expect(answer).toMatchObject({ status: 418, body: { reason: 'NOT_FOUND' } });
  });
});

describe('a check that fails', () => {
  const nowhere = { serverURL: 'http://127.0.0.1:1' };

  test('is a 503, and a line on the console', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {});
    const answer = await ask(nowhere, keys.valid);
    expect(answer).toMatchObject({ status: 503, body: { code: 'VERIFICATION_FAILED' } });
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(print.mock.calls).toEqual([[expect.stringContaining('client/connection_failed')]]);
  });

  test('is left to onError', async () => {
    const onError: UnkeyConfig['onError'] = (error, _req, res) => res.status(502).json(error.code);
    const answer = await ask({ ...nowhere, onError }, 'k');
    expect(answer).toMatchObject({ status: 502, body: 'client/connection_failed' });
  });

  test.each([undefined, '', 'route'])(
    'does not pass when onError calls next with %j',
    async (reason) => {
      const onError: UnkeyConfig['onError'] = (_error, _req, _res, next) => next(reason);
      const answer = await ask({ ...nowhere, onError }, 'k');
      expect(answer).toMatchObject({ status: 599, body: { error: expect.any(String) } });
    },
  );
});

test.each(['getKey', 'handleInvalidKey', 'onError'] as const)(
  'what %s throws goes to the error handler of the app',
  async (option) => {
    const broken = async () => {
      throw new Error('mine');
    };
    const config = option === 'onError' ? { serverURL: 'http://127.0.0.1:1' } : {};
    const answer = await ask({ ...config, [option]: broken }, 'unknown');
    expect(answer).toMatchObject({ status: 599, body: { error: 'mine' } });
  },
);

test.each([undefined, null, '', 0, false, 'route', 'router'])(
  'does not pass when an option function rejects with %j',
  async (reason) => {
    const answer = await ask({ getKey: () => Promise.reject(reason) }, 'unknown');
    expect(answer).toMatchObject({ status: 599, body: { error: expect.any(String) } });
  },
);
