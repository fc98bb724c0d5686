import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('answers', () => {
  it('with everything but the secret and its hash', async () => {
    const workspace = await harness.newWorkspace();
    const expires = harness.clock.nowMs() + 1000;
    const request = { name: 'Gateway', permissions: ['api.*.verify_key'], expires };
    const created = await workspace.call('rootKeys.createRootKey', request);
    const { rootKeyId, key } = created.body.data;
    const { body } = await workspace.call('rootKeys.getRootKey', { rootKeyId });
    expect(body.data).toEqual({
      rootKeyId,
      start: key.slice(0, 'unkey_'.length + 4),
      name: 'Gateway',
      permissions: ['api.*.verify_key'],
      enabled: true,
      expires,
      createdAt: harness.clock.nowMs(),
    });
  });
});

describe('refuses', () => {
  it('a root key of another workspace as if it did not exist, and one that was deleted', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    const foreign = await other.newRootKey([]);
    const deleted = await workspace.newRootKey([]);
    await workspace.call('rootKeys.deleteRootKey', { rootKeyId: deleted.id });
    const answers = await Promise.all(
      [foreign.id, deleted.id, 'root_none'].map((rootKeyId) =>
        workspace.call('rootKeys.getRootKey', { rootKeyId }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ body }) => body.error.detail)).size).toBe(1);
  });

  it('a root key that may not read root keys, itself included', async () => {
    const workspace = await harness.newWorkspace();
    const weak = await workspace.newRootKey(['api.*.read_key']);
    const { status, body } = await weak.call('rootKeys.getRootKey', { rootKeyId: weak.id });
    expect(status).toBe(403);
    expect(body.error.detail).toBe("Missing permission: 'root_key.*.read_root_key'");
  });
});
