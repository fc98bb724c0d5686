import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';
import { countRows } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('permissions.createRole', () => {
  it('answers with the id of a role that permissions.getRole then shows', async () => {
    const workspace = await harness.newWorkspace();
    const request = { name: 'Editor of Ärzte', description: 'Writes' };
    const { body } = await workspace.call('permissions.createRole', request);
    const shown = await workspace.call('permissions.getRole', { role: body.data.roleId });
    expect(shown.body.data).toEqual({ id: body.data.roleId, ...request });
  });

  it('links existing permissions in any case, and creates each missing one once', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createPermission', { name: 'Read', slug: 'docs.read' });
    const permissions = ['DOCS.read', 'docs.read', 'New.one', 'new.ONE', 'New.one'];
    const { status } = await workspace.call('permissions.createRole', { name: 'r', permissions });
    expect(status).toBe(200);
    const { body } = await workspace.call('permissions.getRole', { role: 'r' });
    expect(body.data.permissions).toEqual([
      { id: expect.any(String), name: 'New.one', slug: 'New.one' },
      { id: expect.any(String), name: 'Read', slug: 'docs.read' },
    ]);
  });

  it.each(['editor', 'EDITOR'])('refuses the name %s where editor exists', async (name) => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createRole', { name: 'editor' });
    const before = await countRows(harness.deps, workspace.id);
    const request = { name, permissions: ['not.kept'] };
    const { status, body } = await workspace.call('permissions.createRole', request);
    expect(status).toBe(409);
    expect(body.error.type).toMatch(/unkey\/data\/role_already_exists$/);
    expect(body.error.detail).toContain(name);
    expect(await countRows(harness.deps, workspace.id)).toEqual(before);
  });

  it('creates one role when many calls use its name at once, and refuses the others', async () => {
    const workspace = await harness.newWorkspace();
    const answers = await Promise.all(
      ['x', 'X', 'x', 'X'].map((name, index) =>
        workspace.call('permissions.createRole', { name, permissions: ['both', `own.${index}`] }),
      ),
    );
    const statuses = answers.map(({ status }) => String(status)).sort();
    expect(statuses).toEqual(['200', '409', '409', '409']);
    expect(await countRows(harness.deps, workspace.id)).toMatchObject({ roles: 1, permissions: 2 });
  });

  it('asks for permissions one after the other, and stores nothing when one is missing', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createRole', { name: 'taken', permissions: ['old'] });
    const before = await countRows(harness.deps, workspace.id);
    const refusal = async (grants: string[]) => {
      const limited = await workspace.newRootKey(grants);
      const request = { name: 'taken', permissions: ['new', 'old'] };
      const { status, body } = await limited.call('permissions.createRole', request);
      return [status, body.error.detail];
    };
    const create = 'rbac.*.create_role';
    const add = 'rbac.*.add_permission_to_role';
    const urn = `unkey:v1:${workspace.id}:rbac/roles/*#create_role`;
    const either = `${create} or ${urn}`;
    expect(await refusal([])).toEqual([403, `Missing one of these permissions: ${either}`]);
    expect(await refusal([create])).toEqual([403, `Missing permission: '${add}'`]);
    expect(await refusal([create, add])).toEqual([
      403,
      "Missing permission: 'rbac.*.create_permission'",
    ]);
    expect(await countRows(harness.deps, workspace.id)).toEqual(before);
  });

  it('asks only for the permissions that the request needs', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createPermission', { name: 'Old', slug: 'old' });
    const bare = await workspace.newRootKey(['rbac.*.create_role']);
    const empty = await bare.call('permissions.createRole', { name: 'a', permissions: [] });
    expect(empty.status).toBe(200);
    const linking = await workspace.newRootKey([
      'rbac.*.create_role',
      'rbac.*.add_permission_to_role',
    ]);
    const linked = await linking.call('permissions.createRole', {
      name: 'b',
      permissions: ['Old'],
    });
    expect(linked.status).toBe(200);
  });

  it('leaves audit events for the role, for created permissions and for links', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createPermission', { name: 'Read', slug: 'docs.read' });
    const request = { name: 'r', description: 'd', permissions: ['docs.read', 'a.new'] };
    const events = await recordedBy(harness.deps, workspace.id, () =>
      workspace.call('permissions.createRole', request),
    );
    const { body } = await workspace.call('permissions.getRole', { role: 'r' });
    const [made, linked] = body.data.permissions;
    const role = {
      type: 'role',
      id: body.data.id,
      name: 'r',
      meta: { name: 'r', description: 'd' },
    };
    const connect = 'authorization.connect_role_and_permission';
    const madeTarget = { type: 'permission', id: made.id, name: 'a.new' };
    const linkedTarget = { type: 'permission', id: linked.id, name: 'Read' };
    expect(events).toEqual([
      { event: 'role.create', description: `Created ${role.id}`, targets: [role] },
      {
        event: 'permission.create',
        description: `Created a.new (${made.id})`,
        targets: [{ ...madeTarget, meta: { name: 'a.new', slug: 'a.new' } }],
      },
      {
        event: connect,
        description: 'Added permission a.new to role r',
        targets: [role, madeTarget],
      },
      {
        event: connect,
        description: 'Added permission Read to role r',
        targets: [role, linkedTarget],
      },
    ]);
  });
});
