import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

/** Small differences from the reference, which docs/compatibility.md lists. */
describe('deliberately', () => {
  it('a permission that an update of a key creates has no description', async () => {
    const { keyId } = await workspace.newKey();
    await workspace.call('keys.updateKey', { keyId, permissions: ['made.here'] });
    const { body } = await workspace.call('permissions.getPermission', { permission: 'made.here' });
    expect(body.data).toEqual({
      id: expect.stringMatching(/^perm_/),
      name: 'made.here',
      slug: 'made.here',
    });
  });

  it('a rule beyond the schema names its place in errors', async () => {
    const { keyId } = await workspace.newKey();
    const credits = { remaining: null, refill: { interval: 'daily', amount: 1 } };
    const answer = await workspace.call('keys.updateKey', { keyId, credits });
    expect(answer.status).toBe(400);
    expect(answer.body.error.errors).toHaveLength(1);
  });

  it('a search knows case but no accents, and finds LIKE wildcards as text', async () => {
    const own = await harness.newWorkspace();
    for (const name of ['Résumé', 'resume', '100%']) {
      await own.call('permissions.createRole', { name });
    }
    const found = async (search: string) => {
      const { body } = await own.call('permissions.listRoles', { search });
      return body.data.map(({ name }: { name: string }) => name);
    };
    expect(await found('RESUME')).toEqual(['resume']);
    expect(await found('%')).toEqual(['100%']);
    expect(await found('\\')).toEqual([]);
  });

  it('roles and permissions are listed in the order in which they were made', async () => {
    const own = await harness.newWorkspace();
    for (const name of ['zeta', 'alpha', 'Beta']) {
      harness.clock.advance(1);
      await own.call('permissions.createRole', { name });
    }
    const { body } = await own.call('permissions.listRoles', {});
    expect(body.data.map(({ name }: { name: string }) => name)).toEqual(['zeta', 'alpha', 'Beta']);
  });

  it('numbers that are whole are integers, however they are written', async () => {
    const apiId = await workspace.newApi();
    const headers = {
      authorization: `Bearer ${workspace.rootKey}`,
      'content-type': 'application/json',
    };
    const payload = `{"apiId":"${apiId}","expires":1.9e12,"credits":{"remaining":5.0}}`;
    const made = await harness.app.inject({
      method: 'POST',
      url: '/v2/keys.createKey',
      headers,
      payload,
    });
    expect(made.statusCode).toBe(200);
    const { body } = await workspace.call('keys.getKey', { keyId: made.json().data.keyId });
    expect(body.data).toMatchObject({ expires: 1_900_000_000_000, credits: { remaining: 5 } });
  });

  it('the properties of meta come back in the order in which they were sent', async () => {
    const { keyId } = await workspace.newKey();
    await workspace.call('keys.updateKey', { keyId, meta: { zebra: 1, apple: 2, '10': 3 } });
    const { body } = await workspace.call('keys.getKey', { keyId });
    expect(Object.keys(body.data.meta)).toEqual(['10', 'zebra', 'apple']);
  });

  it('there is no check of a start, and liveness is a plain ok', async () => {
    const get = (url: string) => harness.app.inject({ method: 'GET', url });
    expect((await get('/v2/liveness')).json()).toMatchObject({ data: { message: 'ok' } });
    expect((await get('/health/startup')).statusCode).toBe(404);
  });

  it('operations of groups that do not exist answer 404', async () => {
    for (const operation of ['deploy.createDeployment', 'portal.createSession']) {
      const { status, body } = await workspace.call(operation, {});
      expect({ status, type: body.error.type }).toEqual({
        status: 404,
        type: expect.stringMatching(/unknown_route$/),
      });
    }
  });
});
