import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('apis.updateApi answers', () => {
  it('with the API after the change: absent leaves, null clears', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi('Weather');
    const update = (changes: object) => workspace.call('apis.updateApi', { apiId, ...changes });
    const kept = { name: 'Climate', deleteProtection: true, storesRecoverableKeys: true };
    const set = {
      defaultPrefix: 'prod',
      defaultByteLength: 32,
      ipAllowList: ['192.0.2.0/24', '2001:db8::1'],
    };
    const rest = {
      id: apiId,
      keyspaceId: expect.stringMatching(/^ks_/),
      createdAt: harness.clock.nowMs(),
      updatedAt: harness.clock.nowMs(),
    };
    const all = await update({ ...kept, ...set });
    expect(all.body.data).toEqual({ ...rest, ...kept, ...set });
    expect((await update({})).body.data).toEqual(all.body.data);
    const cleared = await update({ defaultPrefix: null, defaultByteLength: null, ipAllowList: [] });
    expect(cleared.body.data).toEqual({ ...rest, ...kept });
    expect((await workspace.call('apis.listApis', {})).body.data).toEqual([{ ...rest, ...kept }]);
  });

  it('two changes of different settings at once, and keeps both', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi('Weather');
    await Promise.all([
      workspace.call('apis.updateApi', { apiId, name: 'Climate' }),
      workspace.call('apis.updateApi', { apiId, defaultPrefix: 'prod' }),
      workspace.call('apis.updateApi', { apiId, deleteProtection: true }),
    ]);
    const listed = await workspace.call('apis.listApis', {});
    expect(listed.body.data).toMatchObject([
      { name: 'Climate', defaultPrefix: 'prod', deleteProtection: true },
    ]);
  });
});

describe('apis.updateApi refuses', () => {
  it('entries that are no address and no range, and says where each one is', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const ipAllowList = [
      '192.0.2.1',
      '::1/128',
      '300.1.1.1',
      '10.0.0.0/33',
      'fe80::1%eth0',
      '::/129',
    ];
    const answer = await workspace.call('apis.updateApi', { apiId, ipAllowList });
    expect(answer.status).toBe(400);
    const locations = answer.body.error.errors.map(
      ({ location }: { location: string }) => location,
    );
    expect(locations).toEqual([2, 3, 4, 5].map((index) => `body.ipAllowList[${index}]`));
  });

  it('an API of another workspace like a missing one', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    const apiId = await workspace.newApi('Weather');
    const foreign = await other.call('apis.updateApi', { apiId, name: 'Stolen' });
    const missing = await other.call('apis.updateApi', { apiId: 'api_missing', name: 'Stolen' });
    expect(foreign.status).toBe(404);
    expect(foreign.body.error).toEqual(missing.body.error);
    const shown = await workspace.call('apis.getApi', { apiId });
    expect(shown.body.data.name).toBe('Weather');
  });

  it('a deleted API, and a root key with a right on another one', async () => {
    const workspace = await harness.newWorkspace();
    const [apiId, deleted] = [await workspace.newApi(), await workspace.newApi()];
    await workspace.call('apis.deleteApi', { apiId: deleted });
    const gone = await workspace.call('apis.updateApi', { apiId: deleted });
    const limited = await workspace.newRootKey([`api.${deleted}.update_api`]);
    const forbidden = await limited.call('apis.updateApi', { apiId });
    expect([gone.status, forbidden.status]).toEqual([404, 403]);
  });
});

describe('apis.updateApi', () => {
  it('applies to the next verification of a key that was used before', async () => {
    const workspace = await harness.newWorkspace();
    const { apiId, key } = await workspace.newKey();
    const codeFrom = async (ip: string) => {
      const { body } = await workspace.call('keys.verifyKey', { key, ip });
      return body.data.code;
    };
    expect(await codeFrom('198.51.100.7')).toBe('VALID');
    const ipAllowList = ['192.0.2.0/24', '2001:db8::/32'];
    await workspace.call('apis.updateApi', { apiId, ipAllowList });
    expect(await codeFrom('198.51.100.7')).toBe('FORBIDDEN');
    expect(await codeFrom('192.0.2.200')).toBe('VALID');
    expect(await codeFrom('2001:db8::7')).toBe('VALID');
    await workspace.call('apis.updateApi', { apiId, ipAllowList: [] });
    expect(await codeFrom('198.51.100.7')).toBe('VALID');
  });

  it('sets the prefix and the length of keys that are created without their own', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const short = await workspace.newKey({ apiId });
    await workspace.call('apis.updateApi', {
      apiId,
      defaultPrefix: 'prod',
      defaultByteLength: 255,
    });
    const long = await workspace.newKey({ apiId });
    expect(short.key.length).toBeLessThan(30);
    expect(long.key).toMatch(/^prod_.{300,}$/);
  });

  it('leaves an audit event with the new settings', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi('Weather');
    harness.clock.advance(1);
    const changes = { name: 'Climate', deleteProtection: true };
    await workspace.call('apis.updateApi', { apiId, ...changes });
    const trail = await readAuditTrail(harness.deps, workspace.id);
    expect(trail.at(-1)).toMatchObject({
      event: 'api.update',
      description: `Updated API ${apiId}`,
      targets: [{ type: 'api', id: apiId, name: 'Climate', meta: changes }],
    });
  });
});
