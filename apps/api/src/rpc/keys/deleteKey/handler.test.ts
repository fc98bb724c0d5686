import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import {
  countRows,
  deleteApi,
  readAuditTrail,
  replaceKeyText,
  seedRole,
} from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const KINDS = [
  { kind: 'a soft deletion', options: {} },
  { kind: 'a soft deletion that is spelled out', options: { permanent: false } },
  { kind: 'a permanent deletion', options: { permanent: true } },
];

describe.each(KINDS)('keys.deleteKey, $kind,', ({ options }) => {
  it('makes a key that was valid a moment ago invalid at once', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, key } = await workspace.newKey();
    const verify = async () => (await workspace.call('keys.verifyKey', { key })).body.data;
    expect(await verify()).toMatchObject({ code: 'VALID' });
    const deleted = await workspace.call('keys.deleteKey', { keyId, ...options });
    expect(deleted.status).toBe(200);
    expect(deleted.body.data).toEqual({});
    expect(await verify()).toEqual({ valid: false, code: 'NOT_FOUND' });
    expect((await workspace.call('keys.getKey', { keyId })).status).toBe(404);
    expect((await workspace.call('keys.whoami', { key })).status).toBe(404);
  });

  it.each([false, true])('refuses a second deletion (permanent: %s)', async (permanent) => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey();
    await workspace.call('keys.deleteKey', { keyId, ...options });
    const { status, body } = await workspace.call('keys.deleteKey', { keyId, permanent });
    expect(status).toBe(404);
    expect(body.error.type).toMatch(/key_not_found$/);
  });

  it('succeeds once when many callers ask for it at once', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => workspace.call('keys.deleteKey', { keyId, ...options })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(5);
    const trail = await readAuditTrail(harness.deps, workspace.id);
    expect(trail.filter(({ event }) => event === 'key.delete')).toHaveLength(1);
  });
});

describe('keys.deleteKey refuses', () => {
  it('with 403 a root key without the right, and keeps the key', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, key } = await workspace.newKey();
    const limited = await workspace.newRootKey(['api.*.read_key', 'api.api_other.delete_key']);
    expect((await limited.call('keys.deleteKey', { keyId })).status).toBe(403);
    const { body } = await workspace.call('keys.verifyKey', { key });
    expect(body.data.code).toBe('VALID');
  });

  it('a key of a deleted API', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, apiId } = await workspace.newKey();
    await deleteApi(harness.deps, apiId);
    expect((await workspace.call('keys.deleteKey', { keyId })).status).toBe(404);
  });
});

describe('keys.deleteKey has the side effect', () => {
  it('of an audit event that names the key and says whether the deletion was permanent', async () => {
    const workspace = await harness.newWorkspace();
    const [soft, permanent] = [await workspace.newKey({ name: 'Job' }), await workspace.newKey()];
    await workspace.call('keys.deleteKey', { keyId: soft.keyId });
    harness.clock.advance(1);
    await workspace.call('keys.deleteKey', { keyId: permanent.keyId, permanent: true });
    const trail = await readAuditTrail(harness.deps, workspace.id);
    const events = trail.filter(({ event }) => event === 'key.delete');
    expect(events).toMatchObject([
      {
        description: `Deleted ${soft.keyId}`,
        targets: [{ type: 'key', id: soft.keyId, name: 'Job' }],
        actor_name: 'Test root key',
      },
      {
        description: `Permanently deleted ${permanent.keyId}`,
        targets: [{ type: 'key', id: permanent.keyId }],
      },
    ]);
  });

  it('of keeping the hash of a softly deleted key taken, and freeing that of a permanently deleted one', async () => {
    const workspace = await harness.newWorkspace();
    const [soft, permanent] = [await workspace.newKey(), await workspace.newKey()];
    const heir = await workspace.newKey();
    await workspace.call('keys.deleteKey', { keyId: soft.keyId });
    await workspace.call('keys.deleteKey', { keyId: permanent.keyId, permanent: true });
    const take = (key: string) => replaceKeyText(harness.deps, heir.keyId, key);
    await expect(take(soft.key)).rejects.toThrow('keys_workspace_id_hash_key');
    await take(permanent.key);
    const { body } = await workspace.call('keys.verifyKey', { key: permanent.key });
    expect(body.data.keyId).toBe(heir.keyId);
  });

  it('of removing the links of a permanently deleted key, but not its roles and permissions', async () => {
    const workspace = await harness.newWorkspace();
    const { deps } = harness;
    await seedRole(deps, { workspaceId: workspace.id, name: 'Reader' });
    const { keyId } = await workspace.newKey({
      externalId: 'user_42',
      roles: ['Reader'],
      permissions: ['docs.read'],
    });
    await workspace.call('keys.deleteKey', { keyId, permanent: true });
    for (const table of ['key_roles', 'key_permissions'] as const) {
      const links = deps.db.selectFrom(table).selectAll().where('key_id', '=', keyId);
      expect(await links.execute()).toEqual([]);
    }
    expect(await countRows(deps, workspace.id)).toMatchObject({
      keys: 0,
      identities: 1,
      permissions: 1,
      roles: 1,
    });
  });
});
