import { type RunningService, type SeededKeys, seedKeys, startService } from '@unlatch/testkit';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type UnkeyConfig, unkey } from './hook.js';

let service: RunningService;
let keys: SeededKeys;

beforeAll(async () => {
  service = await startService();
  keys = await seedKeys(service);
});
afterAll(() => service.stop());

/** Sends a request to an app with one route, which returns what its handler received. */
async function ask(config: UnkeyConfig, key?: string) {
  const log: string[] = [];
  const app = Fastify({ logger: { level: 'error', stream: { write: (line) => log.push(line) } } });
  app.addHook('onRequest', unkey({ rootKey: service.rootKey, serverURL: service.url, ...config }));
  app.get('/', async (request) => request.unkey);
  await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const headers: HeadersInit = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const response = await fetch(app.listeningOrigin, { headers });
    const { status } = response;
    return { status, headers: response.headers, body: JSON.parse(await response.text()), log };
  } finally {
    await app.close();
  }
}

const teapot: UnkeyConfig['handleInvalidKey'] = (_request, reply, { data }) => {
  reply.statusCode = 418;
  return { reason: data.code };
};

test('a valid key passes, and the handler gets the verdict', async () => {
  expect(await ask({ permissions: async () => 'orders.read' }, keys.valid)).toMatchObject({
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
    expect((await ask({}, keys.limited)).status).toBe(200);
    const refused = await ask({}, keys.limited);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  });

  test.each<[string, UnkeyConfig['handleInvalidKey'], number]>([
    ['returns', (_request, _reply, { data }) => ({ reason: data.code }), 401],
    ['sends', (_request, reply, { data }) => reply.send({ reason: data.code }), 401],
    ['sends with a status', teapot, 418],
  ])('with the answer that handleInvalidKey %s', async (_how, handleInvalidKey, status) => {
    const answer = await ask({ handleInvalidKey }, 'unknown');
    expect(answer).toMatchObject({ status, body: { reason: 'NOT_FOUND' }, log: [] });
  });
});

describe('a check that fails', () => {
  const nowhere = { serverURL: 'http://127.0.0.1:1' };

  test('is a 503, and a line in the log', async () => {
    const answer = await ask(nowhere, keys.valid);
    expect(answer).toMatchObject({ status: 503, body: { code: 'VERIFICATION_FAILED' } });
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.log).toEqual([expect.stringContaining('client/connection_failed')]);
    expect(answer.log[0]).not.toContain(keys.valid);
  });

  test('is left to onError', async () => {
    const onError: UnkeyConfig['onError'] = async (_request, reply, error) =>
      reply.send({ code: error.code });
    const answer = await ask({ ...nowhere, onError }, 'k');
    expect(answer).toMatchObject({
      status: 503,
      body: { code: 'client/connection_failed' },
      log: [],
    });
  });

  test('is left to the app when onError throws', async () => {
    const onError: UnkeyConfig['onError'] = (_request, _reply, error) => {
      throw error;
    };
    expect((await ask({ ...nowhere, onError }, 'k')).status).toBe(503);
  });
});

test('an option that throws does not let the request pass', async () => {
  const tags = async () => {
    throw new Error('mine');
  };
  expect(await ask({ tags }, keys.valid)).toMatchObject({ status: 500, body: { message: 'mine' } });
});
