import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail, updateRootKey } from '../../../../test/rows.js';
import { post } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** The rights to reroll every root key. */
const rerollIn = (workspaceId: string) => [
  `unkey:v1:${workspaceId}:rootKeys/*#write`,
  `unkey:v1:${workspaceId}:rootKeys/*#delete`,
];
const CREATE_API = 'api.*.create_api';

async function mayCreateApi(rootKey: string): Promise<boolean> {
  const { status } = await post(harness.app, 'apis.createApi', rootKey, { name: 'Weather' });
  return status === 200;
}

describe('answers', () => {
  it('with a root key like the old one, which is refused at once without grace', async () => {
    const workspace = await harness.newWorkspace();
    const old = await workspace.newRootKey([CREATE_API]);
    expect(await mayCreateApi(old.rootKey)).toBe(true);
    const request = { keyId: old.id, expiration: 0 };
    const { body } = await workspace.call('rootKeys.rerollKey', request);
    expect(body.data.keyId).not.toBe(old.id);
    expect(await mayCreateApi(old.rootKey)).toBe(false);
    expect(await mayCreateApi(body.data.key)).toBe(true);
    const shown = await workspace.call('rootKeys.getKey', { keyId: body.data.keyId });
    expect(shown.body.data).toMatchObject({ name: 'Test root key', permissions: [CREATE_API] });
    expect(shown.body.data.expires).toBeNull();
  });

  it('accepts the old one for the grace period, to the millisecond', async () => {
    const workspace = await harness.newWorkspace();
    const old = await workspace.newRootKey([CREATE_API]);
    const request = { keyId: old.id, expiration: 5000 };
    await workspace.call('rootKeys.rerollKey', request);
    harness.clock.advance(5000);
    expect(await mayCreateApi(old.rootKey)).toBe(true);
    harness.clock.advance(1);
    expect(await mayCreateApi(old.rootKey)).toBe(false);
  });

  it('never lets the old one outlive its own expiry, which the new one gets too', async () => {
    const workspace = await harness.newWorkspace();
    const old = await workspace.newRootKey([CREATE_API]);
    const expires = harness.clock.nowMs() + 1000;
    await updateRootKey(harness.deps, old.rootKey, { expires_at_ms: expires });
    const request = { keyId: old.id, expiration: 5000 };
    const { body } = await workspace.call('rootKeys.rerollKey', request);
    for (const keyId of [old.id, body.data.keyId]) {
      const shown = await workspace.call('rootKeys.getKey', { keyId });
      expect(shown.body.data.expires).toBe(expires);
    }
  });

  it('leaves the old one its own expiry for an expiration of null, and asks for no right to delete', async () => {
    const workspace = await harness.newWorkspace();
    const [write = ''] = rerollIn(workspace.id);
    const caller = await workspace.newRootKey([write, CREATE_API]);
    const old = await workspace.newRootKey([CREATE_API]);
    for (const expires of [null, harness.clock.nowMs() + 1000]) {
      await updateRootKey(harness.deps, old.rootKey, { expires_at_ms: expires });
      const request = { keyId: old.id, expiration: null };
      const { body } = await caller.call('rootKeys.rerollKey', request);
      for (const keyId of [old.id, body.data.keyId]) {
        const shown = await workspace.call('rootKeys.getKey', { keyId });
        expect(shown.body.data).toMatchObject({ expires, permissions: [CREATE_API] });
      }
      expect(await mayCreateApi(old.rootKey)).toBe(true);
    }
  });

  it('a disabled root key with a disabled one', async () => {
    const workspace = await harness.newWorkspace();
    const old = await workspace.newRootKey([CREATE_API]);
    await updateRootKey(harness.deps, old.rootKey, { enabled: false });
    const request = { keyId: old.id, expiration: null };
    const { body } = await workspace.call('rootKeys.rerollKey', request);
    expect(await mayCreateApi(body.data.key)).toBe(false);
    const shown = await workspace.call('rootKeys.getKey', { keyId: body.data.keyId });
    expect(shown.body.data.enabled).toBe(false);
  });

  it('a root key that rerolls itself with a grace period', async () => {
    const workspace = await harness.newWorkspace();
    const own = await workspace.newRootKey([...rerollIn(workspace.id), CREATE_API]);
    const request = { keyId: own.id, expiration: 1000 };
    const { body } = await own.call('rootKeys.rerollKey', request);
    harness.clock.advance(1001);
    expect(await mayCreateApi(own.rootKey)).toBe(false);
    expect(await mayCreateApi(body.data.key)).toBe(true);
  });
});

describe('refuses', () => {
  it('to give a weak root key the secret of a strong one', async () => {
    const workspace = await harness.newWorkspace();
    const weak = await workspace.newRootKey(rerollIn(workspace.id));
    const strong = await workspace.newRootKey([CREATE_API]);
    const request = { keyId: strong.id, expiration: 0 };
    const { status, body } = await weak.call('rootKeys.rerollKey', request);
    expect(status).toBe(403);
    expect(body.error.detail).toBe(`Missing permission: '${CREATE_API}'`);
    expect(await mayCreateApi(strong.rootKey)).toBe(true);
  });

  it('to end the old one without the right to delete it', async () => {
    const workspace = await harness.newWorkspace();
    const [write = ''] = rerollIn(workspace.id);
    const caller = await workspace.newRootKey([write, CREATE_API]);
    const old = await workspace.newRootKey([CREATE_API]);
    for (const expiration of [0, 5000]) {
      const request = { keyId: old.id, expiration };
      const { status, body } = await caller.call('rootKeys.rerollKey', request);
      expect(status).toBe(403);
      expect(body.error.detail).toContain(`rootKeys/${old.id}#delete`);
    }
    expect(await mayCreateApi(old.rootKey)).toBe(true);
  });

  it('to give a root key that expires the secret of one that outlives it', async () => {
    const workspace = await harness.newWorkspace();
    const caller = await workspace.newRootKey([...rerollIn(workspace.id), CREATE_API]);
    const old = await workspace.newRootKey([CREATE_API]);
    const expires = harness.clock.nowMs() + 1000;
    await updateRootKey(harness.deps, caller.rootKey, { expires_at_ms: expires });
    const request = { keyId: old.id, expiration: null };
    expect((await caller.call('rootKeys.rerollKey', request)).status).toBe(403);
    await updateRootKey(harness.deps, old.rootKey, { expires_at_ms: expires });
    expect((await caller.call('rootKeys.rerollKey', request)).status).toBe(200);
  });

  it('to end the calling root key before the answer can arrive', async () => {
    const workspace = await harness.newWorkspace();
    const own = await workspace.newRootKey(rerollIn(workspace.id));
    const request = { keyId: own.id, expiration: 0 };
    expect((await own.call('rootKeys.rerollKey', request)).status).toBe(412);
  });

  it('a root key of another workspace as if it did not exist', async () => {
    const workspace = await harness.newWorkspace();
    const foreign = await (await harness.newWorkspace()).newRootKey([]);
    const request = { keyId: foreign.id, expiration: 0 };
    expect((await workspace.call('rootKeys.rerollKey', request)).status).toBe(404);
  });
});

describe('side effects', () => {
  it('leaves one audit event that names both', async () => {
    const workspace = await harness.newWorkspace();
    const old = await workspace.newRootKey([CREATE_API]);
    const request = { keyId: old.id, expiration: 0 };
    const { body } = await workspace.call('rootKeys.rerollKey', request);
    const trail = await readAuditTrail(harness.deps, workspace.id);
    expect(trail).toMatchObject([
      {
        event: 'key.reroll',
        description: `Rerolled root key (${old.id}) to (${body.data.keyId})`,
        targets: [
          { type: 'rootKey', id: body.data.keyId },
          { type: 'rootKey', id: old.id },
        ],
      },
    ]);
  });
});
