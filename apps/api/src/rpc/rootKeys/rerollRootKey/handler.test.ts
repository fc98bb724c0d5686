import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail, updateRootKey } from '../../../../test/rows.js';
import { post } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const REROLL = ['root_key.*.create_root_key', 'root_key.*.update_root_key'];
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
    const request = { rootKeyId: old.id, expiration: 0 };
    const { body } = await workspace.call('rootKeys.rerollRootKey', request);
    expect(body.data.rootKeyId).not.toBe(old.id);
    expect(await mayCreateApi(old.rootKey)).toBe(false);
    expect(await mayCreateApi(body.data.key)).toBe(true);
    const shown = await workspace.call('rootKeys.getRootKey', { rootKeyId: body.data.rootKeyId });
    expect(shown.body.data).toMatchObject({ name: 'Test root key', permissions: [CREATE_API] });
    expect(shown.body.data).not.toHaveProperty('expires');
  });

  it('accepts the old one for the grace period, to the millisecond', async () => {
    const workspace = await harness.newWorkspace();
    const old = await workspace.newRootKey([CREATE_API]);
    const request = { rootKeyId: old.id, expiration: 5000 };
    await workspace.call('rootKeys.rerollRootKey', request);
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
    const request = { rootKeyId: old.id, expiration: 5000 };
    const { body } = await workspace.call('rootKeys.rerollRootKey', request);
    for (const rootKeyId of [old.id, body.data.rootKeyId]) {
      const shown = await workspace.call('rootKeys.getRootKey', { rootKeyId });
      expect(shown.body.data.expires).toBe(expires);
    }
  });

  it('a root key that rerolls itself with a grace period', async () => {
    const workspace = await harness.newWorkspace();
    const own = await workspace.newRootKey([...REROLL, CREATE_API]);
    const request = { rootKeyId: own.id, expiration: 1000 };
    const { body } = await own.call('rootKeys.rerollRootKey', request);
    harness.clock.advance(1001);
    expect(await mayCreateApi(own.rootKey)).toBe(false);
    expect(await mayCreateApi(body.data.key)).toBe(true);
  });
});

describe('refuses', () => {
  it('to give a weak root key the secret of a strong one', async () => {
    const workspace = await harness.newWorkspace();
    const weak = await workspace.newRootKey(REROLL);
    const strong = await workspace.newRootKey([CREATE_API]);
    const request = { rootKeyId: strong.id, expiration: 0 };
    const { status, body } = await weak.call('rootKeys.rerollRootKey', request);
    expect(status).toBe(403);
    expect(body.error.detail).toBe(`Missing permission: '${CREATE_API}'`);
    expect(await mayCreateApi(strong.rootKey)).toBe(true);
  });

  it('to end the calling root key before the answer can arrive', async () => {
    const workspace = await harness.newWorkspace();
    const own = await workspace.newRootKey(REROLL);
    const request = { rootKeyId: own.id, expiration: 0 };
    expect((await own.call('rootKeys.rerollRootKey', request)).status).toBe(412);
  });

  it('a root key of another workspace as if it did not exist', async () => {
    const workspace = await harness.newWorkspace();
    const foreign = await (await harness.newWorkspace()).newRootKey([]);
    const request = { rootKeyId: foreign.id, expiration: 0 };
    expect((await workspace.call('rootKeys.rerollRootKey', request)).status).toBe(404);
  });
});

describe('side effects', () => {
  it('leaves one audit event that names both', async () => {
    const workspace = await harness.newWorkspace();
    const old = await workspace.newRootKey([CREATE_API]);
    const request = { rootKeyId: old.id, expiration: 0 };
    const { body } = await workspace.call('rootKeys.rerollRootKey', request);
    const trail = await readAuditTrail(harness.deps, workspace.id);
    expect(trail).toMatchObject([
      {
        event: 'key.reroll',
        description: `Rerolled root key (${old.id}) to (${body.data.rootKeyId})`,
        targets: [
          { type: 'rootKey', id: body.data.rootKeyId },
          { type: 'rootKey', id: old.id },
        ],
      },
    ]);
  });
});
