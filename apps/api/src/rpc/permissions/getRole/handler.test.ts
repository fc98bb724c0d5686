import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('permissions.getRole', () => {
  it('finds a role by id and by name, whatever the case of the name', async () => {
    const workspace = await harness.newWorkspace();
    const created = await workspace.call('permissions.createRole', { name: 'Ärzte & Co' });
    const id = created.body.data.roleId;
    for (const role of [id, 'Ärzte & Co', 'ÄRZTE & CO']) {
      const { body } = await workspace.call('permissions.getRole', { role });
      expect(body.data).toEqual({ id, name: 'Ärzte & Co' });
    }
  });

  it('shows the permissions of the role by slug, with all of their fields', async () => {
    const workspace = await harness.newWorkspace();
    const read = { name: 'Read', slug: 'b.read', description: 'Reads' };
    await workspace.call('permissions.createPermission', read);
    await workspace.call('permissions.createRole', { name: 'r', permissions: ['b.read', 'a'] });
    const { body } = await workspace.call('permissions.getRole', { role: 'r' });
    expect(body.data.permissions).toEqual([
      { id: expect.any(String), name: 'a', slug: 'a' },
      { id: expect.any(String), ...read },
    ]);
  });

  it('prefers the role with an id to one whose name is that id', async () => {
    const workspace = await harness.newWorkspace();
    const create = (name: string) => workspace.call('permissions.createRole', { name });
    const id = (await create('first')).body.data.roleId;
    await create(id);
    const { body } = await workspace.call('permissions.getRole', { role: id });
    expect(body.data.name).toBe('first');
  });

  it('refuses a role of another workspace like a missing one', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const created = await other.call('permissions.createRole', { name: 'editor' });
    for (const role of ['editor', created.body.data.roleId]) {
      const { status, body } = await own.call('permissions.getRole', { role });
      expect(status).toBe(404);
      expect(body.error.detail).toBe(`Role '${role}' does not exist.`);
    }
  });

  it('refuses a root key without the right before it looks', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['rbac.*.read_permission']);
    const { status, body } = await limited.call('permissions.getRole', { role: 'x' });
    expect(status).toBe(403);
    expect(body.error.detail).toBe('Missing one of these permissions: rbac.*.read_role');
  });
});
