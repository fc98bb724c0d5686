import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('permissions.getPermission', () => {
  it('finds a permission by id and by slug, whatever the case of the slug', async () => {
    const workspace = await harness.newWorkspace();
    const request = { name: 'Read', slug: 'Docs.read' };
    const created = await workspace.call('permissions.createPermission', request);
    const id = created.body.data.permissionId;
    for (const permission of [id, 'Docs.read', 'dOCS.READ']) {
      const { body } = await workspace.call('permissions.getPermission', { permission });
      expect(body.data).toEqual({ id, ...request });
    }
  });

  it('prefers the permission with an id to one whose slug is that id', async () => {
    const workspace = await harness.newWorkspace();
    const create = (slug: string) =>
      workspace.call('permissions.createPermission', { name: slug, slug });
    const id = (await create('first')).body.data.permissionId;
    await create(id);
    const { body } = await workspace.call('permissions.getPermission', { permission: id });
    expect(body.data.slug).toBe('first');
  });

  it('refuses a permission of another workspace like a missing one', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const created = await other.call('permissions.createPermission', { name: 'R', slug: 'read' });
    for (const permission of ['read', created.body.data.permissionId]) {
      const { status, body } = await own.call('permissions.getPermission', { permission });
      expect(status).toBe(404);
      expect(body.error.detail).toBe(`Permission '${permission}' does not exist.`);
    }
  });

  it('refuses a root key without the right before it looks', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey([`unkey:v1:${workspace.id}:**#*`]);
    const { status, body } = await limited.call('permissions.getPermission', { permission: 'x' });
    expect(status).toBe(403);
    expect(body.error.detail).toBe('Missing one of these permissions: rbac.*.read_permission');
  });
});
