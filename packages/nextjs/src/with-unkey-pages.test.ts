import { type RunningService, type SeededKeys, seedKeys, startService } from '@unlatch/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { askApiRoute } from '../test/api-route.js';
import { type WithUnkeyPagesConfig, withUnkeyPages } from './with-unkey-pages.js';

let service: RunningService;
let keys: SeededKeys;

beforeAll(async () => {
  service = await startService();
  keys = await seedKeys(service);
});
afterAll(() => service.stop());
afterEach(() => vi.restoreAllMocks());

const nowhere = { serverURL: 'http://127.0.0.1:1' };

async function ask(config: WithUnkeyPagesConfig, key?: string, path?: string) {
  const connection = { rootKey: service.rootKey, serverURL: service.url };
  const route = withUnkeyPages((req, res) => res.json(req.unkey), { ...connection, ...config });
  const headers: HeadersInit = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return askApiRoute(route, headers, path);
}

describe('a request reaches the handler', () => {
  test('with a valid key, and with the verdict', async () => {
    const permissions: WithUnkeyPagesConfig['permissions'] = (req) =>
      req.method === 'GET' ? 'orders.read' : 'orders.write';
    expect(await ask({ permissions }, keys.valid)).toMatchObject({
      status: 200,
      body: {
        meta: { requestId: expect.stringMatching(/^req_/) },
        data: { valid: true, meta: { plan: 'pro' } },
        identity: { externalId: 'customer_1' },
      },
    });
  });

  test('with a key that getKey finds asynchronously', async () => {
    const getKey: WithUnkeyPagesConfig['getKey'] = async (req) => String(req.query['key']);
    expect((await ask({ getKey }, undefined, `/?key=${keys.valid}`)).status).toBe(200);
  });
});

describe('a request is refused', () => {
  test.each([
    ['without a key', undefined, 401, 'MISSING_KEY'],
    ['with an unknown key', 'unknown', 401, 'NOT_FOUND'],
    ['with a disabled key', 'disabled', 401, 'DISABLED'],
    ['with a key that lacks the permission', 'powerless', 403, 'INSUFFICIENT_PERMISSIONS'],
  ] as const)('%s', async (_how, name, status, code) => {
    const key = name === 'disabled' || name === 'powerless' ? keys[name] : name;
    const answer = await ask({ permissions: 'orders.read' }, key);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  test('over the limit, with the time to retry', async () => {
    expect((await ask({}, keys.limited)).status).toBe(200);
    const { status, headers } = await ask({}, keys.limited);
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  });

  test('with the answer of handleInvalidKey, without a warning about its return value', async () => {
    const print = vi.spyOn(console, 'warn');
    const handleInvalidKey: WithUnkeyPagesConfig['handleInvalidKey'] = async (
      _req,
      res,
      { data },
    ) => res.status(418).end(JSON.stringify({ reason: data.code }));
    expect(await ask({ handleInvalidKey }, 'unknown')).toMatchObject({
      status: 418,
      body: { reason: 'NOT_FOUND' },
    });
    expect(print).not.toHaveBeenCalled();
  });
});

describe('a check that fails', () => {
  test('is a 503, and a line on the console', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {});
    const answer = await ask(nowhere, keys.valid);
    expect(answer).toMatchObject({ status: 503, body: { code: 'VERIFICATION_FAILED' } });
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(print.mock.calls).toEqual([[expect.stringContaining('client/connection_failed')]]);
  });

  test('is left to onError', async () => {
    const onError: WithUnkeyPagesConfig['onError'] = async (_req, res, { code }) =>
      res.status(502).json(code);
    expect(await ask({ ...nowhere, onError }, 'k')).toMatchObject({
      status: 502,
      body: 'client/connection_failed',
    });
  });
});

test.each(['getKey', 'handleInvalidKey', 'onError'] as const)(
  'what %s throws goes to Next',
  async (option) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = async () => {
      throw new Error('mine');
    };
    const config = option === 'onError' ? nowhere : {};
    expect((await ask({ ...config, [option]: broken }, 'unknown')).status).toBe(599);
  },
);
