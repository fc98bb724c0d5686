import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('apis.listApis', () => {
  it('shows every live API of the workspace exactly once, in pages ordered by id', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    await other.newApi('Foreign');
    const created: string[] = [];
    for (const name of ['One', 'Two', 'Three', 'Four']) created.push(await workspace.newApi(name));
    const [gone = '', ...live] = created;
    await workspace.call('apis.deleteApi', { apiId: gone });
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await workspace.call('apis.listApis', { limit: 2, cursor });
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      cursor = body.pagination.cursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(live.sort());
  });

  it('shows each API with its settings, as apis.updateApi answers', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi('Weather');
    const fresh = await workspace.call('apis.listApis', {});
    expect(fresh.body.data).toEqual([
      {
        id: apiId,
        name: 'Weather',
        keyspaceId: expect.stringMatching(/^ks_/),
        deleteProtection: false,
        storesRecoverableKeys: false,
        createdAt: harness.clock.nowMs(),
      },
    ]);
    const changes = { defaultPrefix: 'prod', ipAllowList: ['192.0.2.1'], deleteProtection: true };
    const updated = await workspace.call('apis.updateApi', { apiId, ...changes });
    const listed = await workspace.call('apis.listApis', {});
    expect(listed.body.data).toEqual([updated.body.data]);
  });

  it('shows only the APIs that the root key may read', async () => {
    const workspace = await harness.newWorkspace();
    const [first, second] = [await workspace.newApi(), await workspace.newApi()];
    await workspace.newApi();
    const reader = await workspace.newRootKey([
      `api.${first}.read_api`,
      `api.${second}.read_api`,
      'api.api_missing.read_api',
    ]);
    const { body } = await reader.call('apis.listApis', {});
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([first, second].sort());
  });

  it('refuses a root key that may read no API', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const limited = await workspace.newRootKey([`api.${apiId}.read_key`]);
    const { status, body } = await limited.call('apis.listApis', {});
    expect(status).toBe(403);
    expect(body.error.detail).toBe("Missing permission: 'api.*.read_api'");
  });
});
