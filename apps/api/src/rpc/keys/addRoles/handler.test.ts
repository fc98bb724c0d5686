import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';
import type { Workspace } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newRoles(workspace: Workspace, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await workspace.call('permissions.createRole', { name, permissions: [`of.${name}`] });
  }
}

describe('keys.addRoles', () => {
  it('answers with the roles that the key had, by name, and then with the new ones', async () => {
    const workspace = await harness.newWorkspace();
    await newRoles(workspace, ['z', 'y', 'm']);
    await workspace.call('permissions.createRole', { name: 'a', description: 'Empty' });
    const { keyId } = await workspace.newKey({ roles: ['z', 'y'] });
    const roles = ['m', 'a', 'y', 'm'];
    const { body } = await workspace.call('keys.addRoles', { keyId, roles });
    const shown = (name: string) => {
      const permission = { id: expect.any(String), name: `of.${name}`, slug: `of.${name}` };
      return { id: expect.any(String), name, permissions: [permission] };
    };
    const empty = { id: expect.any(String), name: 'a', description: 'Empty' };
    expect(body.data).toEqual([shown('y'), shown('z'), shown('m'), empty]);
  });

  it('takes effect at once', async () => {
    const workspace = await harness.newWorkspace();
    await newRoles(workspace, ['r']);
    const { keyId, key } = await workspace.newKey();
    const verify = () => workspace.call('keys.verifyKey', { key, permissions: 'of.r' });
    expect((await verify()).body.data.code).toBe('INSUFFICIENT_PERMISSIONS');
    await workspace.call('keys.addRoles', { keyId, roles: ['r'] });
    expect((await verify()).body.data).toMatchObject({ code: 'VALID', roles: ['r'] });
  });

  it('names the first missing role, and then adds none', async () => {
    const workspace = await harness.newWorkspace();
    await newRoles(workspace, ['r']);
    const { keyId } = await workspace.newKey();
    const { body: role } = await workspace.call('permissions.getRole', { role: 'r' });
    for (const missing of ['none', 'R', role.data.id]) {
      const request = { keyId, roles: ['r', missing, 'another'] };
      const { status, body } = await workspace.call('keys.addRoles', request);
      expect(status).toBe(404);
      expect(body.error.detail).toBe(`Role '${missing}' does not exist.`);
    }
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data.roles).toBeUndefined();
  });

  it('refuses roles and keys of another workspace like missing ones', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    await newRoles(other, ['foreign']);
    const { keyId } = await own.newKey();
    const role = await own.call('keys.addRoles', { keyId, roles: ['foreign'] });
    expect(role.body.error.type).toMatch(/unkey\/data\/role_not_found$/);
    const key = await other.call('keys.addRoles', { keyId, roles: ['foreign'] });
    expect(key.body.error.type).toMatch(/unkey\/data\/key_not_found$/);
  });

  it('refuses a root key without the right to update the key or to add roles', async () => {
    const workspace = await harness.newWorkspace();
    await newRoles(workspace, ['r']);
    const { keyId, apiId } = await workspace.newKey();
    const grants = [`api.${apiId}.update_key`, 'rbac.*.add_role_to_key'];
    const call = async (held: string[]) => {
      const limited = await workspace.newRootKey(held);
      return (await limited.call('keys.addRoles', { keyId, roles: ['r'] })).status;
    };
    expect(await Promise.all([...grants.map((grant) => call([grant])), call(grants)])).toEqual([
      403, 403, 200,
    ]);
  });

  it('leaves an audit event for each role added, and none when there is nothing new', async () => {
    const workspace = await harness.newWorkspace();
    await newRoles(workspace, ['r']);
    const { keyId } = await workspace.newKey({ name: 'My key' });
    const { body } = await workspace.call('permissions.getRole', { role: 'r' });
    const add = () => workspace.call('keys.addRoles', { keyId, roles: ['r'] });
    expect(await recordedBy(harness.deps, workspace.id, add)).toEqual([
      {
        event: 'authorization.connect_role_and_key',
        description: `Added role r to key ${keyId}`,
        targets: [
          { type: 'key', id: keyId, name: 'My key' },
          { type: 'role', id: body.data.id, name: 'r' },
        ],
      },
    ]);
    expect(await recordedBy(harness.deps, workspace.id, add)).toEqual([]);
  });

  it('loses no role when many are added to one key at once', async () => {
    const workspace = await harness.newWorkspace();
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    await newRoles(workspace, names);
    const { keyId } = await workspace.newKey();
    await Promise.all(
      names.map((name) => workspace.call('keys.addRoles', { keyId, roles: [name, 'a'] })),
    );
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data.roles).toEqual(names);
  });
});

describe('keys.addRoles refuses', () => {
  it('more than a hundred on one key, and then adds none', async () => {
    const workspace = await harness.newWorkspace();
    const names = Array.from({ length: 101 }, (_, index) => `role ${index}`);
    for (const name of names) await workspace.call('permissions.createRole', { name });
    const { keyId } = await workspace.newKey({ roles: names.slice(0, 99) });
    const add = (roles: readonly string[]) => workspace.call('keys.addRoles', { keyId, roles });
    const { status, body } = await add(names.slice(99));
    expect(status).toBe(400);
    expect(body.error.errors).toEqual([
      {
        location: 'body.roles',
        message: 'must not give the key more than 100 roles of its own, and it has 99',
        fix: expect.any(String),
      },
    ]);
    expect((await add(names.slice(99, 100))).status).toBe(200);
  });
});
