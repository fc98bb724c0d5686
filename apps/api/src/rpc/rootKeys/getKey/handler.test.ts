import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { updateRootKey } from '../../../../test/rows.js';
import type { Workspace } from '../../../../test/seed.js';

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
    const created = await workspace.call('rootKeys.createKey', request);
    const { keyId, key } = created.body.data;
    const { body } = await workspace.call('rootKeys.getKey', { keyId });
    expect(body.data).toEqual({
      keyId,
      name: 'Gateway',
      start: key.slice(0, 'unkey_'.length + 4),
      end: key.slice(-4),
      enabled: true,
      createdAt: harness.clock.nowMs(),
      lastUsedAt: 0,
      expires,
      permissions: ['api.*.verify_key'],
    });
  });
});

describe('lastUsedAt', () => {
  const lastUse = async (workspace: Workspace, keyId: string) =>
    (await workspace.call('rootKeys.getKey', { keyId })).body.data.lastUsedAt;

  it('is the last request that was accepted with the root key, allowed or not', async () => {
    const workspace = await harness.newWorkspace();
    const used = await workspace.newRootKey([]);
    const unused = await workspace.newRootKey([]);
    await used.call('apis.listApis', {});
    harness.clock.advance(5);
    await used.call('apis.listApis', {});
    const usedAtMs = harness.clock.nowMs();
    harness.clock.advance(5);
    expect(await lastUse(workspace, used.id)).toBe(0);
    await harness.deps.rootKeyUses.write();
    expect(await lastUse(workspace, used.id)).toBe(usedAtMs);
    expect(await lastUse(workspace, unused.id)).toBe(0);
  });

  it('does not change by a request that is refused because the root key is disabled', async () => {
    const workspace = await harness.newWorkspace();
    const { id, rootKey, call } = await workspace.newRootKey([]);
    await updateRootKey(harness.deps, rootKey, { enabled: false });
    expect((await call('apis.listApis', {})).status).toBe(403);
    await harness.deps.rootKeyUses.write();
    expect(await lastUse(workspace, id)).toBe(0);
  });
});

describe('refuses', () => {
  it('a root key of another workspace as if it did not exist, and one that was deleted', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    const foreign = await other.newRootKey([]);
    const deleted = await workspace.newRootKey([]);
    await workspace.call('rootKeys.deleteKey', { keyId: deleted.id });
    const answers = await Promise.all(
      [foreign.id, deleted.id, 'root_none'].map((keyId) =>
        workspace.call('rootKeys.getKey', { keyId }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ body }) => body.error.detail)).size).toBe(1);
  });

  it('a root key that may not read root keys, itself included', async () => {
    const workspace = await harness.newWorkspace();
    const weak = await workspace.newRootKey([
      'api.*.read_key',
      `unkey:v1:${workspace.id}:rootKeys/*#write`,
    ]);
    const { status, body } = await weak.call('rootKeys.getKey', { keyId: weak.id });
    expect(status).toBe(403);
    expect(body.error.detail).toBe(
      `Missing permission: 'unkey:v1:${workspace.id}:rootKeys/${weak.id}#read'`,
    );
  });
});
