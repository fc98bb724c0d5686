import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { countRows, deleteApi } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('keys.whoami answers', () => {
  it('with what keys.getKey shows, even of a key that is disabled and expired', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, key } = await workspace.newKey({
      prefix: 'prod',
      name: 'Job',
      meta: { plan: 'pro' },
      externalId: 'user_42',
      expires: harness.clock.nowMs() + 1,
      enabled: false,
      credits: { remaining: 10, refill: { interval: 'daily', amount: 20 } },
      permissions: ['docs.write', 'Docs.list', 'docs.read'],
    });
    harness.clock.advance(2);
    const { status, body } = await workspace.call('keys.whoami', { key });
    expect(status).toBe(200);
    expect(body.data).toEqual((await workspace.call('keys.getKey', { keyId })).body.data);
    expect(body.data.permissions).toEqual(['Docs.list', 'docs.read', 'docs.write']);
  });

  it('a root key that may read the keys of this API', async () => {
    const workspace = await harness.newWorkspace();
    const { key, apiId } = await workspace.newKey();
    const limited = await workspace.newRootKey([`api.${apiId}.read_key`]);
    expect((await limited.call('keys.whoami', { key })).status).toBe(200);
  });
});

describe('keys.whoami refuses', () => {
  it('with the same answer a key that is missing, deleted, of a deleted API, or not to be read', async () => {
    const workspace = await harness.newWorkspace();
    const deleted = await workspace.newKey();
    const orphaned = await workspace.newKey();
    const hidden = await workspace.newKey();
    await workspace.call('keys.deleteKey', { keyId: deleted.keyId });
    await deleteApi(harness.deps, orphaned.apiId);
    const limited = await workspace.newRootKey(['api.*.verify_key']);
    const answers = [
      await workspace.call('keys.whoami', { key: 'prod_madeup' }),
      await workspace.call('keys.whoami', { key: deleted.key }),
      await workspace.call('keys.whoami', { key: orphaned.key }),
      await limited.call('keys.whoami', { key: hidden.key }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.error))).size).toBe(1);
  });

  it('a root key, even the calling one', async () => {
    const workspace = await harness.newWorkspace();
    const { status } = await workspace.call('keys.whoami', { key: workspace.rootKey });
    expect(status).toBe(404);
  });
});

describe('keys.whoami has the side effect', () => {
  it('of none: no credit is spent and no row is written', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey({ credits: { remaining: 1 } });
    const before = await countRows(harness.deps, workspace.id);
    for (const _time of [1, 2]) {
      const { body } = await workspace.call('keys.whoami', { key });
      expect(body.data.credits).toEqual({ remaining: 1 });
    }
    expect(await countRows(harness.deps, workspace.id)).toEqual(before);
  });
});
