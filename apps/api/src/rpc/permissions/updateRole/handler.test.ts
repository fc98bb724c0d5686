import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';
import type { Workspace } from '../../../../test/seed.js';

const EDITOR = { name: 'editor', description: 'Edits' };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newRole(workspace: Workspace, fields: object = EDITOR): Promise<string> {
  const { body } = await workspace.call('permissions.createRole', fields);
  return body.data.roleId;
}

const update = ({ call }: Pick<Workspace, 'call'>, role: string, fields: object = {}) =>
  call('permissions.updateRole', { role, ...fields });

async function show(workspace: Workspace, role: string) {
  return (await workspace.call('permissions.getRole', { role })).body.data;
}

describe('permissions.updateRole', () => {
  it.each([
    [{}, EDITOR],
    [{ name: 'author' }, { ...EDITOR, name: 'author' }],
    [{ name: 'Editor' }, { ...EDITOR, name: 'Editor' }],
    [{ description: 'New' }, { ...EDITOR, description: 'New' }],
    [{ description: null }, { name: 'editor' }],
    [{ description: '' }, { name: 'editor' }],
  ])(
    'sent %j answers with %j, and permissions.getRole with that and its permissions',
    async (...row) => {
      const [fields, expected] = row;
      const workspace = await harness.newWorkspace();
      const id = await newRole(workspace, { ...EDITOR, permissions: ['docs.read'] });
      const { status, body } = await update(workspace, id, fields);
      expect([status, body.data]).toEqual([200, { id, ...expected }]);
      const { permissions, ...rest } = await show(workspace, id);
      expect(rest).toEqual({ id, ...expected });
      expect(permissions).toMatchObject([{ slug: 'docs.read' }]);
    },
  );

  it('finds the role by its name in any case, and afterwards only by the new one', async () => {
    const workspace = await harness.newWorkspace();
    const id = await newRole(workspace);
    await update(workspace, 'EDITOR', { name: 'author' });
    expect(await show(workspace, 'author')).toMatchObject({ id });
    expect((await update(workspace, 'editor')).status).toBe(404);
    expect((await workspace.call('permissions.createRole', EDITOR)).status).toBe(200);
  });

  it('takes effect at once for the keys that have it, which keep its permissions', async () => {
    const workspace = await harness.newWorkspace();
    await newRole(workspace, { ...EDITOR, permissions: ['docs.read'] });
    const { key } = await workspace.newKey({ roles: ['editor'] });
    const verify = async () =>
      (await workspace.call('keys.verifyKey', { key, permissions: 'docs.read' })).body.data;
    expect(await verify()).toMatchObject({ code: 'VALID', roles: ['editor'] });
    await update(workspace, 'editor', { name: 'author' });
    expect(await verify()).toMatchObject({ code: 'VALID', roles: ['author'] });
  });

  it.each(['Reader', 'ｒeader'])('refuses the name %s of another one', async (name) => {
    const workspace = await harness.newWorkspace();
    const id = await newRole(workspace);
    await newRole(workspace, { name: 'reader' });
    const { status, body } = await update(workspace, id, { name, description: null });
    expect(status).toBe(409);
    expect(body.error.type).toMatch(/unkey\/data\/role_already_exists$/);
    expect(body.error.detail).toContain(name);
    expect(await show(workspace, id)).toEqual({ id, ...EDITOR });
  });

  it('gives a name to one of the roles that ask for it at once', async () => {
    const workspace = await harness.newWorkspace();
    const names = [0, 1, 2, 3, 4, 5].map((index) => `r.${index}`);
    for (const name of names) await newRole(workspace, { name });
    const answers = await Promise.all(
      names.map((role) => update(workspace, role, { name: 'wanted' })),
    );
    const statuses = answers.map(({ status }) => String(status)).sort();
    expect(statuses).toEqual(['200', '409', '409', '409', '409', '409']);
  });

  it('writes nothing when nothing changes, and else one audit event with what it is now', async () => {
    const workspace = await harness.newWorkspace();
    const id = await newRole(workspace);
    const recorded = (fields: object) =>
      recordedBy(harness.deps, workspace.id, () => update(workspace, id, fields));
    expect(await recorded(EDITOR)).toEqual([]);
    const target = { type: 'role', id, name: 'author', meta: { name: 'author' } };
    expect(await recorded({ name: 'author', description: null })).toEqual([
      { event: 'role.update', description: `Updated ${id}`, targets: [target] },
    ]);
  });

  it('finds no role of another workspace', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const foreign = await newRole(other);
    for (const role of [foreign, 'editor']) {
      expect((await update(own, role, { name: 'mine' })).status).toBe(404);
    }
    expect(await show(other, foreign)).toMatchObject(EDITOR);
  });

  it('asks for the right on all roles, or on this one', async () => {
    const workspace = await harness.newWorkspace();
    const id = await newRole(workspace);
    const other = await newRole(workspace, { name: 'other' });
    const urnOn = (which: string) =>
      `unkey:v1:${workspace.id}:projects/*/rbac/roles/${which}#write`;
    const statusWith = async (grant: string) =>
      (await update(await workspace.newRootKey([grant]), id, { name: 'N' })).status;
    expect(await statusWith('rbac.*.update_role')).toBe(200);
    expect(await statusWith(urnOn('*'))).toBe(200);
    expect(await statusWith(urnOn(id))).toBe(200);
    expect(await statusWith(urnOn(other))).toBe(403);
    expect(await statusWith('rbac.*.update_permission')).toBe(403);
  });
});
