import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { deleteApi } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('apis.getApi answers', () => {
  it('with the id and the name as it was sent', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi(' Wetter ☀️ "Ü" ');
    const { status, body } = await workspace.call('apis.getApi', { apiId });
    expect(status).toBe(200);
    expect(body.data).toEqual({ id: apiId, name: ' Wetter ☀️ "Ü" ' });
  });

  it('a root key that may read this one API', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const limited = await workspace.newRootKey([`api.${apiId}.read_api`]);
    expect((await limited.call('apis.getApi', { apiId })).status).toBe(200);
  });
});

describe('apis.getApi refuses', () => {
  it('a deleted API as if it had never existed', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    await deleteApi(harness.deps, apiId);
    const deleted = await workspace.call('apis.getApi', { apiId });
    const missing = await workspace.call('apis.getApi', { apiId: 'api_that_never_was' });
    expect(deleted.status).toBe(404);
    expect(deleted.body.error).toEqual(missing.body.error);
  });

  it('with 403 whether or not the API exists when the grant is for another one', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const limited = await workspace.newRootKey([`api.${await workspace.newApi()}.read_api`]);
    for (const asked of [apiId, 'api_that_never_was']) {
      const { status, body } = await limited.call('apis.getApi', { apiId: asked });
      expect(status).toBe(403);
      expect(body.error.detail).toBe(
        `Missing one of these permissions: api.*.read_api or api.${asked}.read_api`,
      );
    }
  });
});
