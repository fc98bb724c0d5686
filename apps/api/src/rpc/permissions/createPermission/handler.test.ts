import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const DOCS_READ = { name: 'Read documents', slug: 'docs.read' };

describe('permissions.createPermission', () => {
  it('answers with the id of a permission that permissions.getPermission then shows', async () => {
    const workspace = await harness.newWorkspace();
    const request = { ...DOCS_READ, description: 'For the archive' };
    const { body } = await workspace.call('permissions.createPermission', request);
    const id = body.data.permissionId;
    const shown = await workspace.call('permissions.getPermission', { permission: id });
    expect(shown.body.data).toEqual({ id, ...request });
  });

  it('treats an empty description as none', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createPermission', { ...DOCS_READ, description: '' });
    const { body } = await workspace.call('permissions.getPermission', { permission: 'docs.read' });
    expect(body.data).toEqual({ id: expect.any(String), ...DOCS_READ });
  });

  it('creates permissions with one name, and with one slug in different workspaces', async () => {
    const [first, second] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const one = await first.call('permissions.createPermission', DOCS_READ);
    const two = await first.call('permissions.createPermission', { ...DOCS_READ, slug: 'other' });
    const three = await second.call('permissions.createPermission', DOCS_READ);
    expect([one.status, two.status, three.status]).toEqual([200, 200, 200]);
  });

  it.each(['docs.read', 'Docs.READ'])(
    'refuses the slug %s where docs.read exists',
    async (slug) => {
      const workspace = await harness.newWorkspace();
      await workspace.call('permissions.createPermission', DOCS_READ);
      const { status, body } = await workspace.call('permissions.createPermission', {
        name: 'Another',
        slug,
      });
      expect(status).toBe(409);
      expect(body.error.type).toMatch(/unkey\/data\/permission_already_exists$/);
      expect(body.error.detail).toContain(slug);
    },
  );

  it('creates one permission when many calls name its slug at once, and refuses the others', async () => {
    const workspace = await harness.newWorkspace();
    const answers = await Promise.all(
      ['x.y', 'X.y', 'x.Y', 'X.Y', 'x.y', 'x.y'].map((slug) =>
        workspace.call('permissions.createPermission', { name: 'X', slug }),
      ),
    );
    const statuses = answers.map(({ status }) => String(status)).sort();
    expect(statuses).toEqual(['200', '409', '409', '409', '409', '409']);
  });

  it('refuses a root key without the grant', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['rbac.*.create_role']);
    const { status, body } = await limited.call('permissions.createPermission', DOCS_READ);
    expect(status).toBe(403);
    expect(body.error.detail).toBe(
      `Missing one of these permissions: rbac.*.create_permission or unkey:v1:${workspace.id}:rbac/permissions/*#create_permission`,
    );
  });

  it('leaves an audit event with everything that it created', async () => {
    const workspace = await harness.newWorkspace();
    const request = { ...DOCS_READ, description: 'For the archive' };
    const events = await recordedBy(harness.deps, workspace.id, () =>
      workspace.call('permissions.createPermission', request),
    );
    const { body } = await workspace.call('permissions.getPermission', { permission: 'docs.read' });
    const { id } = body.data;
    const target = { type: 'permission', id, name: 'Read documents', meta: request };
    expect(events).toEqual([
      { event: 'permission.create', description: `Created ${id}`, targets: [target] },
    ]);
  });
});
