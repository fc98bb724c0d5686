import { type RunningService, type SeededKeys, seedKeys, startService } from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startOnNode } from './start-on-node.js';
import { startOnWorkerd } from './start-on-workerd.js';

const runtimes = { Node: startOnNode, workerd: startOnWorkerd };

describe.each(['Node', 'workerd'] as const)('the app on %s', (runtime) => {
  let service: RunningService;
  let keys: SeededKeys;
  let app: RunningApp;

  beforeAll(async () => {
    service = await startService();
    keys = await seedKeys(service);
    app = await runtimes[runtime]({ UNLATCH_ROOT_KEY: service.rootKey, UNLATCH_URL: service.url });
  });
  afterAll(async () => {
    await app?.stop();
    await service?.stop();
  });

  async function getOrders(authorization?: string) {
    const headers: HeadersInit = authorization === undefined ? {} : { authorization };
    const response = await fetch(`${app.url}/orders`, { headers });
    const body: unknown = await response.json();
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  }

  test('answers the health check without a key', async () => {
    const response = await fetch(`${app.url}/health`);
    expect(await response.json()).toEqual({ ok: true });
  });

  test('serves the owner of a valid key', async () => {
    expect(await getOrders(`Bearer ${keys.valid}`)).toMatchObject({
      status: 200,
      body: { customer: 'customer_1', creditsLeft: null, orders: [{ id: 'order_1' }] },
    });
  });

  test.each([
    ['no key', undefined, 'MISSING_KEY'],
    ['another scheme', 'Basic dXNlcjpwYXNz', 'MISSING_KEY'],
    ['a header that is no credential', 'Bearer', 'MISSING_KEY'],
    ['an unknown key', 'Bearer unknown', 'NOT_FOUND'],
    ['a value that is far too long', `Bearer ${'x'.repeat(4000)}`, 'NOT_FOUND'],
  ])('answers 401 to %s', async (_what, authorization, code) => {
    const answer = await getOrders(authorization);
    expect(answer).toMatchObject({ status: 401, body: { error: 'unauthorized', code } });
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  test('answers 401 to keys that are disabled or expired', async () => {
    expect(await getOrders(`Bearer ${keys.disabled}`)).toMatchObject({
      status: 401,
      body: { code: 'DISABLED' },
    });
    expect(await getOrders(`Bearer ${keys.expired}`)).toMatchObject({
      status: 401,
      body: { code: 'EXPIRED' },
    });
  });

  test('answers 403 to a key that lacks the permission for its request', async () => {
    expect(await getOrders(`Bearer ${keys.powerless}`)).toMatchObject({
      status: 403,
      body: { error: 'forbidden', code: 'INSUFFICIENT_PERMISSIONS' },
    });
    const order = { method: 'POST', body: '{"item":"boots"}' };
    const headers = { authorization: `Bearer ${keys.valid}` };
    const response = await fetch(`${app.url}/orders`, { ...order, headers });
    expect(response.status).toBe(403);
  });

  test('answers 429 over the limit, with the time to retry', async () => {
    expect(await getOrders(`Bearer ${keys.limited}`)).toMatchObject({ status: 200 });
    expect(await getOrders(`Bearer ${keys.limited}`)).toMatchObject({
      status: 429,
      headers: {
        'retry-after': expect.stringMatching(/^[1-9]\d*$/),
        'ratelimit-limit': '1',
        'ratelimit-remaining': '0',
      },
      body: { error: 'too_many_requests', code: 'RATE_LIMITED' },
    });
  });

  test('answers 429 when the credits are used up', async () => {
    expect(await getOrders(`Bearer ${keys.spendable}`)).toMatchObject({
      status: 200,
      body: { creditsLeft: 0 },
    });
    expect(await getOrders(`Bearer ${keys.spendable}`)).toMatchObject({
      status: 429,
      body: { code: 'USAGE_EXCEEDED' },
    });
  });

  describe('without the service', () => {
    beforeAll(() => service.kill());

    test('answers 503 to a key, with a time to retry', async () => {
      expect(await getOrders(`Bearer ${keys.valid}`)).toMatchObject({
        status: 503,
        headers: { 'retry-after': '5' },
        body: { error: 'service_unavailable', code: 'VERIFICATION_FAILED' },
      });
    });

    test('is still up, and refuses a request without a key', async () => {
      expect((await fetch(`${app.url}/health`)).status).toBe(200);
      expect(await getOrders()).toMatchObject({ status: 401, body: { code: 'MISSING_KEY' } });
    });
  });
});
