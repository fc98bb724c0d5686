import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENTS, type Client, names, readList, type Server, startServer } from './clients.js';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe.each(CLIENTS)('permissions through $name', ({ connect, errors }) => {
  let unkey: Client;
  beforeAll(async () => {
    ({ unkey } = await server.newClient(connect));
  });

  it('are made, shown and deleted, by id or slug', async () => {
    const permission = { name: 'Read', slug: 'docs.read', description: 'Looks only' };
    const { data: created } = await unkey.permissions.createPermission(permission);
    const { permissionId } = created;
    for (const reference of [permissionId, 'docs.read']) {
      const { data } = await unkey.permissions.getPermission({ permission: reference });
      expect(data).toEqual({ id: permissionId, ...permission });
    }
    const taken = await unkey.permissions
      .createPermission(permission)
      .catch((reason: unknown) => reason);
    expect(taken).toBeInstanceOf(errors.ConflictErrorResponse);
    const { data: deleted } = await unkey.permissions.deletePermission({ permission: 'docs.read' });
    expect(deleted).toEqual({});
    const gone = await unkey.permissions
      .getPermission({ permission: permissionId })
      .catch((reason: unknown) => reason);
    expect(gone).toBeInstanceOf(errors.NotFoundErrorResponse);
  });

  it('are listed page by page, and searched', async () => {
    const slugs = names(5, 'listed.');
    for (const slug of slugs) await unkey.permissions.createPermission({ name: slug, slug });
    const listed = await readList(
      unkey.permissions.listPermissions({ limit: 2, search: 'LISTED.' }),
    );
    expect(listed.map(({ slug }) => slug).sort()).toEqual(slugs);
    const found = await readList(unkey.permissions.listPermissions({ search: 'listed.3' }));
    expect(found).toMatchObject([{ slug: 'listed.3', name: 'listed.3' }]);
  });
});

describe.each(CLIENTS)('roles through $name', ({ connect, errors }) => {
  let unkey: Client;
  beforeAll(async () => {
    ({ unkey } = await server.newClient(connect));
  });

  it('are made, shown, changed and deleted, by id or name', async () => {
    const description = 'Edits documents';
    const { data: created } = await unkey.permissions.createRole({ name: 'editor', description });
    const { roleId } = created;
    const { data: permissions } = await unkey.permissions.setRolePermissions({
      roleId,
      permissions: ['docs.read', 'docs.write'],
    });
    expect(permissions).toMatchObject([{ slug: 'docs.read' }, { slug: 'docs.write' }]);
    for (const role of [roleId, 'editor']) {
      const { data } = await unkey.permissions.getRole({ role });
      expect(data).toEqual({ id: roleId, name: 'editor', description, permissions });
    }
    const { data: deleted } = await unkey.permissions.deleteRole({ role: 'editor' });
    expect(deleted).toEqual({});
    const gone = await unkey.permissions.getRole({ role: roleId }).catch((reason) => reason);
    expect(gone).toBeInstanceOf(errors.NotFoundErrorResponse);
  });

  it('are listed page by page, and searched', async () => {
    const expected = names(5, 'listed ');
    for (const name of expected) await unkey.permissions.createRole({ name });
    const listed = await readList(unkey.permissions.listRoles({ limit: 2, search: 'Listed' }));
    expect(listed.map(({ name }) => name).sort()).toEqual(expected);
    const found = await readList(unkey.permissions.listRoles({ search: 'listed 3' }));
    expect(found).toMatchObject([{ name: 'listed 3' }]);
  });
});
