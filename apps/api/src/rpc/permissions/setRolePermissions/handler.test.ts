import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';
import { countRows } from '../../../../test/rows.js';
import type { Workspace } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newRole(workspace: Workspace, permissions: readonly string[]): Promise<string> {
  const { body } = await workspace.call('permissions.createRole', { name: 'r', permissions });
  return body.data.roleId;
}

function slugsOf(permissions: readonly { slug: string }[]): string[] {
  return permissions.map(({ slug }) => slug);
}

describe('permissions.setRolePermissions', () => {
  it('replaces the whole set, and answers with the stored set by slug', async () => {
    const workspace = await harness.newWorkspace();
    const roleId = await newRole(workspace, ['Docs.read', 'old']);
    const permissions = ['z.new', 'docs.READ', 'a.new', 'Z.NEW', 'a.new'];
    const { body } = await workspace.call('permissions.setRolePermissions', {
      roleId,
      permissions,
    });
    expect(slugsOf(body.data)).toEqual(['a.new', 'Docs.read', 'z.new']);
    const shown = await workspace.call('permissions.getRole', { role: roleId });
    expect(slugsOf(shown.body.data.permissions).sort()).toEqual(['Docs.read', 'a.new', 'z.new']);
  });

  it('clears the role, whose permissions stay', async () => {
    const workspace = await harness.newWorkspace();
    const roleId = await newRole(workspace, ['docs.read']);
    const { body } = await workspace.call('permissions.setRolePermissions', {
      roleId,
      permissions: [],
    });
    expect(body.data).toEqual([]);
    const kept = await workspace.call('permissions.getPermission', { permission: 'docs.read' });
    expect(kept.status).toBe(200);
  });

  it('takes effect at once for the keys that have the role', async () => {
    const workspace = await harness.newWorkspace();
    const roleId = await newRole(workspace, ['docs.read']);
    const { key } = await workspace.newKey({ roles: ['r'] });
    const verify = async (permissions: string) => {
      const { body } = await workspace.call('keys.verifyKey', { key, permissions });
      return body.data.code;
    };
    expect(await verify('docs.read')).toBe('VALID');
    const request = { roleId, permissions: ['docs.write'] };
    await workspace.call('permissions.setRolePermissions', request);
    expect(await verify('docs.read')).toBe('INSUFFICIENT_PERMISSIONS');
    expect(await verify('docs.write')).toBe('VALID');
  });

  it('asks for both rights, then for the role, then for the right to create', async () => {
    const workspace = await harness.newWorkspace();
    const roleId = await newRole(workspace, ['old']);
    const before = await countRows(harness.deps, workspace.id);
    const refusal = async (grants: string[], role: string) => {
      const limited = await workspace.newRootKey(grants);
      const request = { roleId: role, permissions: ['new'] };
      const { status, body } = await limited.call('permissions.setRolePermissions', request);
      return [status, body.error.detail];
    };
    const add = 'rbac.*.add_permission_to_role';
    const remove = 'rbac.*.remove_permission_from_role';
    const urn = `unkey:v1:${workspace.id}:rbac/permissions/*#create_permission`;
    expect(await refusal([], roleId)).toEqual([403, `Missing permission: '${add}'`]);
    expect(await refusal([add], roleId)).toEqual([403, `Missing permission: '${remove}'`]);
    expect((await refusal([add, remove], 'role_none'))[0]).toBe(404);
    expect(await refusal([add, remove], roleId)).toEqual([
      403,
      `Missing one of these permissions: ${urn} or rbac.*.create_permission`,
    ]);
    expect(await countRows(harness.deps, workspace.id)).toEqual(before);
    const enough = await workspace.newRootKey([add, remove, urn]);
    const request = { roleId, permissions: ['new'] };
    const { status } = await enough.call('permissions.setRolePermissions', request);
    expect(status).toBe(200);
  });

  it('finds the role by its id or its name in any case, as role and as roleId', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('permissions.createRole', { name: 'Writers' });
    const texts = [body.data.roleId, 'Writers', 'wRITERS'];
    const requests = texts.flatMap((text) => [{ role: text }, { roleId: text }]);
    for (const [index, request] of requests.entries()) {
      const permissions = [`p.${index}`];
      const set = await workspace.call('permissions.setRolePermissions', {
        ...request,
        permissions,
      });
      expect([set.status, slugsOf(set.body.data)]).toEqual([200, permissions]);
    }
  });

  it('prefers the role whose id a text is to the role whose name it is', async () => {
    const workspace = await harness.newWorkspace();
    const roleId = await newRole(workspace, ['old']);
    await workspace.call('permissions.createRole', { name: roleId });
    await workspace.call('permissions.setRolePermissions', { role: roleId, permissions: ['new'] });
    const { body } = await workspace.call('permissions.getRole', { role: 'r' });
    expect(slugsOf(body.data.permissions)).toEqual(['new']);
  });

  it.each([
    ['neither', {}],
    ['both', { role: 'r', roleId: 'role_1' }],
  ])('refuses %s of role and roleId, and says that one is needed', async (_what, request) => {
    const workspace = await harness.newWorkspace();
    const { status, body } = await workspace.call('permissions.setRolePermissions', {
      ...request,
      permissions: [],
    });
    expect(status).toBe(400);
    expect(body.error.errors).toEqual([
      { location: 'body', message: 'must have exactly one of role, roleId' },
    ]);
  });

  it('finds no role of another workspace', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const foreign = await newRole(other, ['docs.read']);
    for (const request of [{ role: foreign }, { roleId: foreign }, { role: 'r' }]) {
      const { status } = await own.call('permissions.setRolePermissions', {
        ...request,
        permissions: [],
      });
      expect(status).toBe(404);
    }
    const kept = await other.call('permissions.getRole', { role: foreign });
    expect(slugsOf(kept.body.data.permissions)).toEqual(['docs.read']);
  });

  it('leaves audit events for created, removed and added permissions, and none when repeated', async () => {
    const workspace = await harness.newWorkspace();
    const roleId = await newRole(workspace, ['gone', 'kept']);
    const before = await workspace.call('permissions.getRole', { role: roleId });
    const gone = before.body.data.permissions[0];
    const set = () =>
      workspace.call('permissions.setRolePermissions', { roleId, permissions: ['kept', 'new'] });
    const events = await recordedBy(harness.deps, workspace.id, set);
    const after = await workspace.call('permissions.getRole', { role: roleId });
    const made = after.body.data.permissions[1];
    const role = { type: 'role', id: roleId, name: 'r' };
    const madeTarget = { type: 'permission', id: made.id, name: 'new' };
    expect(events).toEqual([
      {
        event: 'permission.create',
        description: `Created new (${made.id})`,
        targets: [madeTarget],
      },
      {
        event: 'authorization.disconnect_role_and_permissions',
        description: 'Removed permission gone from role r',
        targets: [role, { type: 'permission', id: gone.id, name: 'gone' }],
      },
      {
        event: 'authorization.connect_role_and_permission',
        description: 'Added permission new to role r',
        targets: [role, madeTarget],
      },
    ]);
    expect(await recordedBy(harness.deps, workspace.id, set)).toEqual([]);
  });

  it('ends with one of the sets, never a mix, when many are set at once', async () => {
    const workspace = await harness.newWorkspace();
    const roleId = await newRole(workspace, []);
    const sets = [0, 1, 2, 3, 4, 5].map((index) => [`a.${index}`, `b.${index}`, 'shared']);
    const answers = await Promise.all(
      sets.map((permissions) =>
        workspace.call('permissions.setRolePermissions', { roleId, permissions }),
      ),
    );
    expect(answers.map(({ body }) => slugsOf(body.data))).toEqual(sets);
    const { body } = await workspace.call('permissions.getRole', { role: roleId });
    expect(sets).toContainEqual(slugsOf(body.data.permissions));
  });
});
