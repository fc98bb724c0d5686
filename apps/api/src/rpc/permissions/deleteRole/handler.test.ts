import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('permissions.deleteRole', () => {
  it.each(['id', 'name'])('deletes by %s once, and frees the name', async (by) => {
    const workspace = await harness.newWorkspace();
    const created = await workspace.call('permissions.createRole', { name: 'editor' });
    const role = by === 'id' ? created.body.data.roleId : 'EDITOR';
    const deleted = await workspace.call('permissions.deleteRole', { role });
    expect(deleted.body.data).toEqual({});
    expect((await workspace.call('permissions.deleteRole', { role })).status).toBe(404);
    const anew = await workspace.call('permissions.createRole', { name: 'editor' });
    expect(anew.status).toBe(200);
  });

  it('takes effect at once for the keys that had it, and keeps its permissions', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createRole', { name: 'r', permissions: ['docs.read'] });
    const { key } = await workspace.newKey({ roles: ['r'] });
    const verify = () => workspace.call('keys.verifyKey', { key, permissions: 'docs.read' });
    expect((await verify()).body.data).toMatchObject({ code: 'VALID', roles: ['r'] });
    await workspace.call('permissions.deleteRole', { role: 'r' });
    const { data } = (await verify()).body;
    expect(data.code).toBe('INSUFFICIENT_PERMISSIONS');
    expect(data.roles).toBeUndefined();
    const kept = await workspace.call('permissions.getPermission', { permission: 'docs.read' });
    expect(kept.status).toBe(200);
  });

  it('leaves one audit event, however many keys had it', async () => {
    const workspace = await harness.newWorkspace();
    const request = { name: 'r', description: 'd', permissions: ['a'] };
    const { body } = await workspace.call('permissions.createRole', request);
    const id = body.data.roleId;
    await workspace.newKey({ roles: ['r'] });
    await workspace.newKey({ roles: ['r'] });
    const events = await recordedBy(harness.deps, workspace.id, () =>
      workspace.call('permissions.deleteRole', { role: 'r' }),
    );
    const target = { type: 'role', id, name: 'r', meta: { name: 'r', description: 'd' } };
    expect(events).toEqual([
      { event: 'role.delete', description: `Deleted ${id}`, targets: [target] },
    ]);
  });

  it('refuses a role of another workspace like a missing one', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const created = await other.call('permissions.createRole', { name: 'editor' });
    for (const role of ['editor', created.body.data.roleId]) {
      expect((await own.call('permissions.deleteRole', { role })).status).toBe(404);
    }
    expect((await other.call('permissions.getRole', { role: 'editor' })).status).toBe(200);
  });

  it('refuses a root key without the right before it looks', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['rbac.*.create_role']);
    expect((await limited.call('permissions.deleteRole', { role: 'x' })).status).toBe(403);
  });
});
