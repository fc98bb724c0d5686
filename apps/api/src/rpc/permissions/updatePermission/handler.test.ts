import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';
import { countRows } from '../../../../test/rows.js';
import type { Workspace } from '../../../../test/seed.js';

const DOCS_READ = { name: 'Read documents', slug: 'docs.read', description: 'For the archive' };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newPermission(workspace: Workspace, fields: object = DOCS_READ): Promise<string> {
  const { body } = await workspace.call('permissions.createPermission', fields);
  return body.data.permissionId;
}

const update = ({ call }: Pick<Workspace, 'call'>, permission: string, fields: object = {}) =>
  call('permissions.updatePermission', { permission, ...fields });

async function show(workspace: Workspace, permission: string) {
  return (await workspace.call('permissions.getPermission', { permission })).body.data;
}

describe('permissions.updatePermission', () => {
  it.each([
    [{}, DOCS_READ],
    [{ name: 'Read' }, { ...DOCS_READ, name: 'Read' }],
    [{ slug: 'docs.view' }, { ...DOCS_READ, slug: 'docs.view' }],
    [{ slug: 'Docs.Read' }, { ...DOCS_READ, slug: 'Docs.Read' }],
    [{ description: 'New' }, { ...DOCS_READ, description: 'New' }],
    [{ description: null }, { name: 'Read documents', slug: 'docs.read' }],
    [{ description: '' }, { name: 'Read documents', slug: 'docs.read' }],
    [
      { name: 'V', slug: 'v', description: 'D' },
      { name: 'V', slug: 'v', description: 'D' },
    ],
  ])('sent %j answers with %j, and so does permissions.getPermission', async (fields, expected) => {
    const workspace = await harness.newWorkspace();
    const id = await newPermission(workspace);
    const { status, body } = await update(workspace, id, fields);
    expect([status, body.data]).toEqual([200, { id, ...expected }]);
    expect(await show(workspace, id)).toEqual({ id, ...expected });
  });

  it('finds the permission by its slug in any case, and afterwards only by the new one', async () => {
    const workspace = await harness.newWorkspace();
    const id = await newPermission(workspace);
    await update(workspace, 'DOCS.read', { slug: 'docs.view' });
    expect(await show(workspace, 'docs.view')).toMatchObject({ id });
    expect((await update(workspace, 'docs.read')).status).toBe(404);
    const anew = await workspace.call('permissions.createPermission', DOCS_READ);
    expect(anew.status).toBe(200);
  });

  it('takes effect at once for the keys that have it, directly or through a role', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createRole', { name: 'r', permissions: ['docs.read'] });
    const keys = [
      await workspace.newKey({ permissions: ['docs.read'] }),
      await workspace.newKey({ roles: ['r'] }),
    ];
    const verify = async (permissions: string) => {
      const answers = keys.map(({ key }) => workspace.call('keys.verifyKey', { key, permissions }));
      return (await Promise.all(answers)).map(({ body }) => [
        body.data.code,
        body.data.permissions,
      ]);
    };
    const valid = (slug: string) => keys.map(() => ['VALID', [slug]]);
    expect(await verify('docs.read')).toEqual(valid('docs.read'));
    await update(workspace, 'docs.read', { slug: 'docs.view' });
    expect(await verify('docs.view')).toEqual(valid('docs.view'));
    expect((await verify('docs.read')).flat()).toContain('INSUFFICIENT_PERMISSIONS');
    await update(workspace, 'docs.view', { slug: 'DOCS.view' });
    expect(await verify('DOCS.view')).toEqual(valid('DOCS.view'));
  });

  it.each(['docs.write', 'Docs.WRITE'])('refuses the slug %s of another one', async (slug) => {
    const workspace = await harness.newWorkspace();
    const id = await newPermission(workspace);
    await newPermission(workspace, { name: 'Write', slug: 'docs.write' });
    const before = await countRows(harness.deps, workspace.id);
    const { status, body } = await update(workspace, id, { name: 'Other', slug });
    expect(status).toBe(409);
    expect(body.error.type).toMatch(/unkey\/data\/permission_already_exists$/);
    expect(body.error.detail).toContain(slug);
    expect(await countRows(harness.deps, workspace.id)).toEqual(before);
    expect(await show(workspace, id)).toEqual({ id, ...DOCS_READ });
  });

  it('gives a slug to one of the permissions that ask for it at once', async () => {
    const workspace = await harness.newWorkspace();
    const slugs = [0, 1, 2, 3, 4, 5].map((index) => `p.${index}`);
    for (const slug of slugs) await newPermission(workspace, { name: 'P', slug });
    const answers = await Promise.all(
      slugs.map((permission) => update(workspace, permission, { slug: 'wanted' })),
    );
    const statuses = answers.map(({ status }) => String(status)).sort();
    expect(statuses).toEqual(['200', '409', '409', '409', '409', '409']);
  });

  it('writes nothing when nothing changes, and else one audit event with what it is now', async () => {
    const workspace = await harness.newWorkspace();
    const id = await newPermission(workspace);
    const updatedAt = async () => {
      const query = harness.deps.db.selectFrom('permissions').select('updated_at_ms');
      return (await query.where('id', '=', id).executeTakeFirstOrThrow()).updated_at_ms;
    };
    const recorded = (fields: object) =>
      recordedBy(harness.deps, workspace.id, () => update(workspace, id, fields));
    expect(await recorded(DOCS_READ)).toEqual([]);
    expect(await updatedAt()).toBeNull();
    const meta = { name: 'Read documents', slug: 'docs.view' };
    const target = { type: 'permission', id, name: 'Read documents', meta };
    expect(await recorded({ slug: 'docs.view', description: null })).toEqual([
      { event: 'permission.update', description: `Updated ${id}`, targets: [target] },
    ]);
    expect(await updatedAt()).toBe(harness.clock.nowMs());
  });

  it('finds no permission of another workspace', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const foreign = await newPermission(other);
    for (const permission of [foreign, 'docs.read']) {
      expect((await update(own, permission, { slug: 'mine' })).status).toBe(404);
    }
    expect(await show(other, foreign)).toMatchObject(DOCS_READ);
  });

  it('asks for the right on all permissions, or on this one', async () => {
    const workspace = await harness.newWorkspace();
    const id = await newPermission(workspace);
    const other = await newPermission(workspace, { name: 'Other', slug: 'other' });
    const urnOn = (which: string) =>
      `unkey:v1:${workspace.id}:projects/*/rbac/permissions/${which}#write`;
    const statusWith = async (grant: string) =>
      (await update(await workspace.newRootKey([grant]), id, { name: 'N' })).status;
    expect(await statusWith('rbac.*.update_permission')).toBe(200);
    expect(await statusWith(urnOn('*'))).toBe(200);
    expect(await statusWith(urnOn(id))).toBe(200);
    expect(await statusWith(urnOn(other))).toBe(403);
    expect(await statusWith('rbac.*.update_role')).toBe(403);
  });
});
