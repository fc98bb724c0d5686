import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENTS, type Client, type Server, startServer } from './clients.js';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe.each(CLIENTS)('what a key may do through $name', ({ connect, errors }) => {
  let unkey: Client;
  let keyId: string;
  let key: string;
  beforeAll(async () => {
    ({ unkey } = await server.newClient(connect));
    await unkey.permissions.createRole({ name: 'editor', permissions: ['docs.write'] });
    await unkey.permissions.createRole({ name: 'viewer', description: 'Looks only' });
  });

  async function newKey(): Promise<void> {
    const { data: api } = await unkey.apis.createApi({ name: 'Weather' });
    ({ key, keyId } = (await unkey.keys.createKey({ apiId: api.apiId })).data);
  }

  async function isAllowed(permissions: string): Promise<boolean> {
    const { data } = await unkey.keys.verifyKey({ key, permissions });
    return data.valid;
  }

  it('follows from its own permissions', async () => {
    await newKey();
    const slugs = (data: readonly { slug: string }[]) => data.map(({ slug }) => slug);
    const added = await unkey.keys.addPermissions({ keyId, permissions: ['a.read', 'a.write'] });
    expect(slugs(added.data)).toEqual(['a.read', 'a.write']);
    expect(await isAllowed('a.read AND a.write')).toBe(true);
    const removed = await unkey.keys.removePermissions({ keyId, permissions: ['a.write'] });
    expect(removed.data).toMatchObject([{ slug: 'a.read', name: 'a.read' }]);
    expect(await isAllowed('a.write')).toBe(false);
    const set = await unkey.keys.setPermissions({ keyId, permissions: ['b.read'] });
    expect(slugs(set.data)).toEqual(['b.read']);
    expect(await isAllowed('a.read OR b.read')).toBe(true);
    expect(await isAllowed('a.read')).toBe(false);
  });

  it('follows from its roles', async () => {
    await newKey();
    const added = await unkey.keys.addRoles({ keyId, roles: ['viewer', 'editor'] });
    expect(added.data.map(({ name }) => name).sort()).toEqual(['editor', 'viewer']);
    expect(await isAllowed('docs.write')).toBe(true);
    const removed = await unkey.keys.removeRoles({ keyId, roles: ['viewer'] });
    expect(removed.data).toMatchObject([{ name: 'editor', permissions: [{ slug: 'docs.write' }] }]);
    const set = await unkey.keys.setRoles({ keyId, roles: ['viewer'] });
    expect(set.data).toMatchObject([{ name: 'viewer', description: 'Looks only' }]);
    expect(await isAllowed('docs.write')).toBe(false);
    expect((await unkey.keys.setRoles({ keyId, roles: [] })).data).toEqual([]);
  });

  it('cannot follow from a role that does not exist', async () => {
    await newKey();
    const error = await unkey.keys
      .addRoles({ keyId, roles: ['missing'] })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(errors.NotFoundErrorResponse);
  });
});
