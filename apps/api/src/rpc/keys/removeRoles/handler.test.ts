import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** A key with the roles `a` and `b`, in a workspace that has `c` too. */
async function setUp() {
  const workspace = await harness.newWorkspace();
  for (const name of ['a', 'b', 'c']) {
    await workspace.call('permissions.createRole', { name, permissions: [`of.${name}`] });
  }
  return { workspace, ...(await workspace.newKey({ roles: ['b', 'a'], permissions: ['own'] })) };
}

describe('keys.removeRoles', () => {
  it('answers with what is left, and ignores what the key does not have', async () => {
    const { workspace, keyId } = await setUp();
    const { body } = await workspace.call('keys.removeRoles', { keyId, roles: ['b', 'c', 'b'] });
    const permission = { id: expect.any(String), name: 'of.a', slug: 'of.a' };
    expect(body.data).toEqual([{ id: expect.any(String), name: 'a', permissions: [permission] }]);
  });

  it('takes effect at once, and keeps what the key has itself', async () => {
    const { workspace, keyId, key } = await setUp();
    const verify = async (permissions: string) => {
      const { body } = await workspace.call('keys.verifyKey', { key, permissions });
      return body.data.code;
    };
    expect(await verify('of.a')).toBe('VALID');
    await workspace.call('keys.removeRoles', { keyId, roles: ['a'] });
    expect(await verify('of.a')).toBe('INSUFFICIENT_PERMISSIONS');
    expect(await verify('of.b AND own')).toBe('VALID');
  });

  it('names the first missing role, and then removes none', async () => {
    const { workspace, keyId } = await setUp();
    const request = { keyId, roles: ['a', 'B', 'none'] };
    const { status, body } = await workspace.call('keys.removeRoles', request);
    expect(status).toBe(404);
    expect(body.error.detail).toBe("Role 'B' does not exist.");
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data.roles).toEqual(['a', 'b']);
  });

  it('needs only the right to update the key', async () => {
    const { workspace, keyId, apiId } = await setUp();
    const limited = await workspace.newRootKey([`api.${apiId}.update_key`]);
    const request = { keyId, roles: ['a'] };
    expect((await limited.call('keys.removeRoles', request)).status).toBe(200);
    const other = await workspace.newRootKey(['rbac.*.remove_role_from_key']);
    expect((await other.call('keys.removeRoles', request)).status).toBe(403);
  });

  it('refuses a key of another workspace like a missing one', async () => {
    const { keyId } = await setUp();
    const other = await harness.newWorkspace();
    const { body } = await other.call('keys.removeRoles', { keyId, roles: ['a'] });
    expect(body.error.type).toMatch(/unkey\/data\/key_not_found$/);
  });

  it('leaves an audit event for each role removed, and none when repeated', async () => {
    const { workspace, keyId } = await setUp();
    const { body } = await workspace.call('permissions.getRole', { role: 'a' });
    const remove = () => workspace.call('keys.removeRoles', { keyId, roles: ['a'] });
    expect(await recordedBy(harness.deps, workspace.id, remove)).toEqual([
      {
        event: 'authorization.disconnect_role_and_key',
        description: `Removed role a from key ${keyId}`,
        targets: [
          { type: 'key', id: keyId },
          { type: 'role', id: body.data.id, name: 'a' },
        ],
      },
    ]);
    expect(await recordedBy(harness.deps, workspace.id, remove)).toEqual([]);
  });
});
