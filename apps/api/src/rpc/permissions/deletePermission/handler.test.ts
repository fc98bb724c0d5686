import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('permissions.deletePermission', () => {
  it.each(['id', 'slug'])('deletes by %s once, and frees the slug', async (by) => {
    const workspace = await harness.newWorkspace();
    const request = { name: 'Read', slug: 'docs.read' };
    const created = await workspace.call('permissions.createPermission', request);
    const permission = by === 'id' ? created.body.data.permissionId : 'DOCS.read';
    const deleted = await workspace.call('permissions.deletePermission', { permission });
    expect(deleted.body.data).toEqual({});
    const again = await workspace.call('permissions.deletePermission', { permission });
    expect(again.status).toBe(404);
    const anew = await workspace.call('permissions.createPermission', request);
    expect(anew.status).toBe(200);
    expect(anew.body.data.permissionId).not.toBe(created.body.data.permissionId);
  });

  it('takes effect at once for keys that had it directly and through a role', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createRole', { name: 'r', permissions: ['docs.read'] });
    const direct = await workspace.newKey({ permissions: ['docs.read', 'docs.write'] });
    const through = await workspace.newKey({ roles: ['r'] });
    const verify = async ({ key }: { key: string }) => {
      const { body } = await workspace.call('keys.verifyKey', { key, permissions: 'docs.read' });
      return body.data.code;
    };
    expect(await Promise.all([verify(direct), verify(through)])).toEqual(['VALID', 'VALID']);
    await workspace.call('permissions.deletePermission', { permission: 'docs.read' });
    expect(await Promise.all([verify(direct), verify(through)])).toEqual([
      'INSUFFICIENT_PERMISSIONS',
      'INSUFFICIENT_PERMISSIONS',
    ]);
    const left = await workspace.call('keys.getKey', { keyId: direct.keyId });
    expect(left.body.data.permissions).toEqual(['docs.write']);
    const role = await workspace.call('permissions.getRole', { role: 'r' });
    expect(role.body.data).toEqual({ id: expect.any(String), name: 'r' });
  });

  it('leaves one audit event, however many keys had it', async () => {
    const workspace = await harness.newWorkspace();
    const request = { name: 'Read', slug: 'docs.read' };
    const { body } = await workspace.call('permissions.createPermission', request);
    const id = body.data.permissionId;
    await workspace.newKey({ permissions: ['docs.read'] });
    await workspace.newKey({ permissions: ['docs.read'] });
    const events = await recordedBy(harness.deps, workspace.id, () =>
      workspace.call('permissions.deletePermission', { permission: id }),
    );
    const target = { type: 'permission', id, name: 'Read', meta: request };
    expect(events).toEqual([
      { event: 'permission.delete', description: `Deleted ${id}`, targets: [target] },
    ]);
  });

  it('refuses a permission of another workspace like a missing one', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const created = await other.call('permissions.createPermission', { name: 'R', slug: 'read' });
    for (const permission of ['read', created.body.data.permissionId]) {
      const { status } = await own.call('permissions.deletePermission', { permission });
      expect(status).toBe(404);
    }
    const kept = await other.call('permissions.getPermission', { permission: 'read' });
    expect(kept.status).toBe(200);
  });

  it('refuses a root key without the right before it looks', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['rbac.*.create_permission']);
    const { status } = await limited.call('permissions.deletePermission', { permission: 'x' });
    expect(status).toBe(403);
  });
});
