import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

function slugsOf(permissions: readonly { slug: string }[]): string[] {
  return permissions.map(({ slug }) => slug);
}

describe('keys.removePermissions', () => {
  it('answers with what is left, and ignores what the key does not have', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.newKey({ permissions: ['elsewhere'] });
    const { keyId } = await workspace.newKey({ permissions: ['c', 'b', 'a'] });
    const permissions = ['b', 'elsewhere', 'b'];
    const { body } = await workspace.call('keys.removePermissions', { keyId, permissions });
    expect(slugsOf(body.data)).toEqual(['a', 'c']);
  });

  it('keeps what the key has through a role', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createRole', { name: 'r', permissions: ['a'] });
    const { keyId, key } = await workspace.newKey({ roles: ['r'], permissions: ['a'] });
    const { body } = await workspace.call('keys.removePermissions', { keyId, permissions: ['a'] });
    expect(body.data).toEqual([]);
    const verified = await workspace.call('keys.verifyKey', { key, permissions: 'a' });
    expect(verified.body.data.code).toBe('VALID');
  });

  it('takes effect at once', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, key } = await workspace.newKey({ permissions: ['a'] });
    const verify = () => workspace.call('keys.verifyKey', { key, permissions: 'a' });
    expect((await verify()).body.data.code).toBe('VALID');
    await workspace.call('keys.removePermissions', { keyId, permissions: ['a'] });
    expect((await verify()).body.data.code).toBe('INSUFFICIENT_PERMISSIONS');
  });

  it('names the first missing permission, and then removes none', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey({ permissions: ['a'] });
    const permissions = ['a', 'z.none', 'b.none', 'A'];
    const { status, body } = await workspace.call('keys.removePermissions', { keyId, permissions });
    expect(status).toBe(404);
    expect(body.error.detail).toBe("Permission 'z.none' does not exist.");
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data.permissions).toEqual(['a']);
  });

  it('accepts neither another case nor an id instead of the slug', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey({ permissions: ['a'] });
    const { body } = await workspace.call('permissions.getPermission', { permission: 'a' });
    for (const permission of ['A', body.data.id]) {
      const request = { keyId, permissions: [permission] };
      expect((await workspace.call('keys.removePermissions', request)).status).toBe(404);
    }
  });

  it('refuses a root key without the right to remove permissions, and a foreign key', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const { keyId } = await own.newKey({ permissions: ['a'] });
    const limited = await own.newRootKey(['api.*.update_key', 'rbac.*.add_permission_to_key']);
    const request = { keyId, permissions: ['a'] };
    expect((await limited.call('keys.removePermissions', request)).status).toBe(403);
    const foreign = await other.call('keys.removePermissions', request);
    expect(foreign.body.error.type).toMatch(/unkey\/data\/key_not_found$/);
  });

  it('leaves an audit event for each permission removed, and none when repeated', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey({ permissions: ['b', 'a'] });
    const { body } = await workspace.call('permissions.getPermission', { permission: 'a' });
    const remove = () => workspace.call('keys.removePermissions', { keyId, permissions: ['a'] });
    expect(await recordedBy(harness.deps, workspace.id, remove)).toEqual([
      {
        event: 'authorization.disconnect_permission_and_key',
        description: `Removed permission a from key ${keyId}`,
        targets: [
          { type: 'key', id: keyId },
          { type: 'permission', id: body.data.id, name: 'a' },
        ],
      },
    ]);
    expect(await recordedBy(harness.deps, workspace.id, remove)).toEqual([]);
  });
});
