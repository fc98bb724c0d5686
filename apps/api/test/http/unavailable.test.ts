import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../answer.js';
import { seedIds } from '../contract/ids.js';
import { EVERY_OPERATION } from '../contract/operations.js';
import { type Harness, startHarness } from '../harness.js';
import { send } from '../seed.js';

const MAX_STALENESS_MS = 60_000;

// Each test loses its database, so each has a service of its own.
let harness: Harness;
beforeEach(async () => {
  harness = await startHarness({ MAX_STALENESS_MS: String(MAX_STALENESS_MS) });
});
afterEach(() => harness.stop());

/** What they answer is in the program. */
const WITHOUT_DATABASE = new Set(['analytics.getTables', 'permissions.testQuery']);

function expectUnavailable({ status, headers, body }: Answer) {
  expect(status).toBe(503);
  expect(headers['retry-after']).toBe('1');
  expect(body.error.type).toMatch(/service_unavailable$/);
  expect(body.error.detail).toBe('The database cannot be reached at the moment.');
}

describe('without its database the service', () => {
  it('answers 503 to everything that needs it, including root keys that it does not know', async () => {
    const workspace = await harness.newWorkspace();
    const ids = await seedIds(workspace);
    await harness.loseDatabase();
    for (const { name, request, needsEngine } of EVERY_OPERATION) {
      // Without an engine there is nothing to look up for them.
      if (needsEngine || WITHOUT_DATABASE.has(name)) continue;
      expectUnavailable(await workspace.call(name, request(ids)));
    }
    const headers = { authorization: 'Bearer unkey_unknown' };
    expectUnavailable(await workspace.call('apis.createApi', { name: 'Weather' }, { headers }));
  });

  it('still verifies the keys that it knows, but spends nothing', async () => {
    const workspace = await harness.newWorkspace();
    const unlimited = await workspace.newKey();
    const limited = await workspace.newKey({ credits: { remaining: 5 } });
    const verify = (key: string) => workspace.call('keys.verifyKey', { key });
    for (const { key } of [unlimited, limited]) expect((await verify(key)).status).toBe(200);
    await harness.loseDatabase();
    expect((await verify(unlimited.key)).body.data.code).toBe('VALID');
    expectUnavailable(await verify(limited.key));
  });

  it('stops trusting what it knows after MAX_STALENESS_MS', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey();
    await workspace.call('keys.verifyKey', { key });
    await harness.loseDatabase();
    harness.clock.advance(MAX_STALENESS_MS + 1);
    expectUnavailable(await workspace.call('keys.verifyKey', { key }));
  });

  it('is ready for as long as warm keys verify, and alive all the time', async () => {
    await harness.loseDatabase();
    const get = (url: string) => send(harness.app, { method: 'GET', url });
    const checks = { database: 'fail', writes: 'ok' };
    expect(await get('/health/ready')).toMatchObject({ status: 200, body: { checks } });
    harness.clock.advance(MAX_STALENESS_MS + 1);
    const { status, body } = await get('/health/ready');
    expect(status).toBe(503);
    expect(body).toEqual({ status: 'fail', version: '2.0.0', checks });
    expect((await get('/health/live')).status).toBe(200);
  });
});
