import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';
import { countRows } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

function slugsOf(permissions: readonly { slug: string }[]): string[] {
  return permissions.map(({ slug }) => slug);
}

describe('keys.addPermissions', () => {
  it('answers with the permissions that the key had, by slug, and then with the new ones', async () => {
    const workspace = await harness.newWorkspace();
    const described = { name: 'Read', slug: 'm', description: 'Reads' };
    await workspace.call('permissions.createPermission', described);
    const { keyId } = await workspace.newKey({ permissions: ['z', 'y'] });
    const permissions = ['m', 'a', 'y', 'm', 'a'];
    const { body } = await workspace.call('keys.addPermissions', { keyId, permissions });
    expect(body.data).toEqual([
      { id: expect.any(String), name: 'y', slug: 'y' },
      { id: expect.any(String), name: 'z', slug: 'z' },
      { id: expect.any(String), ...described },
      { id: expect.any(String), name: 'a', slug: 'a' },
    ]);
  });

  it('leaves out permissions that the key has through a role', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createRole', { name: 'r', permissions: ['a', 'b'] });
    const { keyId } = await workspace.newKey({ roles: ['r'] });
    const { body } = await workspace.call('keys.addPermissions', { keyId, permissions: ['a'] });
    expect(slugsOf(body.data)).toEqual(['a']);
  });

  it('takes effect at once', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, key } = await workspace.newKey();
    const verify = () => workspace.call('keys.verifyKey', { key, permissions: 'docs.read' });
    expect((await verify()).body.data.code).toBe('INSUFFICIENT_PERMISSIONS');
    await workspace.call('keys.addPermissions', { keyId, permissions: ['docs.read'] });
    expect((await verify()).body.data.code).toBe('VALID');
  });

  it('sets updatedAt when the key was changed, and only then', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey({ permissions: ['a'] });
    const updatedAt = async () =>
      (await workspace.call('keys.getKey', { keyId })).body.data.updatedAt;
    harness.clock.advance(1000);
    await workspace.call('keys.addPermissions', { keyId, permissions: ['a'] });
    expect(await updatedAt()).toBeUndefined();
    await workspace.call('keys.addPermissions', { keyId, permissions: ['b'] });
    expect(await updatedAt()).toBe(harness.clock.nowMs());
  });

  it('refuses a slug that differs only in case from an existing one or from another', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey({ permissions: ['docs.read'] });
    const before = await countRows(harness.deps, workspace.id);
    for (const permissions of [
      ['new.one', 'Docs.Read'],
      ['new.one', 'New.One'],
    ]) {
      const request = { keyId, permissions };
      const { status, body } = await workspace.call('keys.addPermissions', request);
      expect(status).toBe(409);
      expect(body.error.type).toMatch(/unkey\/data\/permission_already_exists$/);
      expect(body.error.detail).toContain(permissions[1]);
    }
    expect(await countRows(harness.deps, workspace.id)).toEqual(before);
  });

  it('creates permissions only with the right to, and changes nothing without it', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, apiId } = await workspace.newKey({ permissions: ['had'] });
    await workspace.call('permissions.createPermission', { name: 'Known', slug: 'known' });
    const grants = [`api.${apiId}.update_key`, 'rbac.*.add_permission_to_key'];
    const limited = await workspace.newRootKey(grants);
    const request = { keyId, permissions: ['known', 'unknown'] };
    const { status, body } = await limited.call('keys.addPermissions', request);
    expect(status).toBe(403);
    expect(body.error.detail).toContain('rbac.*.create_permission');
    const { data } = (await workspace.call('keys.getKey', { keyId })).body;
    expect(data.permissions).toEqual(['had']);
    expect(await countRows(harness.deps, workspace.id)).toMatchObject({ permissions: 2 });
    const known = await limited.call('keys.addPermissions', { keyId, permissions: ['known'] });
    expect(known.status).toBe(200);
    const enough = await workspace.newRootKey([...grants, 'rbac.*.create_permission']);
    expect((await enough.call('keys.addPermissions', request)).status).toBe(200);
  });

  it('refuses a root key without the right to update the key or to add permissions', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey();
    for (const grant of ['api.*.update_key', 'rbac.*.add_permission_to_key']) {
      const limited = await workspace.newRootKey([grant]);
      const request = { keyId, permissions: ['a'] };
      expect((await limited.call('keys.addPermissions', request)).status).toBe(403);
    }
  });

  it('refuses a key of another workspace like a missing one', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const foreign = await other.newKey();
    const deleted = await own.newKey();
    await own.call('keys.deleteKey', { keyId: deleted.keyId });
    const answers = [foreign.keyId, deleted.keyId, 'key_none'].map((keyId) =>
      own.call('keys.addPermissions', { keyId, permissions: ['a'] }),
    );
    const details = (await Promise.all(answers)).map(({ status, body }) => [
      status,
      body.error.detail,
    ]);
    expect(new Set(details.map(String)).size).toBe(1);
    expect(details[0]?.[0]).toBe(404);
  });

  it('leaves audit events for created and added permissions, and none when nothing is new', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createPermission', { name: 'Known', slug: 'known' });
    const { keyId } = await workspace.newKey({ name: 'My key' });
    const add = () =>
      workspace.call('keys.addPermissions', { keyId, permissions: ['known', 'made'] });
    const events = await recordedBy(harness.deps, workspace.id, add);
    const [known, made] = (await add()).body.data;
    const key = { type: 'key', id: keyId, name: 'My key' };
    const madeTarget = { type: 'permission', id: made.id, name: 'made' };
    const connect = 'authorization.connect_permission_and_key';
    expect(events).toEqual([
      {
        event: 'permission.create',
        description: `Created made (${made.id})`,
        targets: [{ ...madeTarget, meta: { name: 'made', slug: 'made' } }],
      },
      {
        event: connect,
        description: `Added permission Known to key ${keyId}`,
        targets: [key, { type: 'permission', id: known.id, name: 'Known' }],
      },
      {
        event: connect,
        description: `Added permission made to key ${keyId}`,
        targets: [key, madeTarget],
      },
    ]);
    expect(await recordedBy(harness.deps, workspace.id, add)).toEqual([]);
  });

  it('creates each permission once when many keys get the same new ones at once', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const keys = await Promise.all(Array.from({ length: 6 }, () => workspace.newKey({ apiId })));
    const slugs = ['c', 'a', 'b', 'd'];
    const answers = await Promise.all(
      keys.map(({ keyId }, index) => {
        const permissions = [...slugs.slice(index % 4), ...slugs.slice(0, index % 4)];
        return workspace.call('keys.addPermissions', { keyId, permissions });
      }),
    );
    expect(answers.map(({ body }) => slugsOf(body.data).sort())).toEqual(
      keys.map(() => ['a', 'b', 'c', 'd']),
    );
    expect(await countRows(harness.deps, workspace.id)).toMatchObject({ permissions: 4 });
  });
});

describe('keys.addPermissions refuses', () => {
  it('more than a thousand on one key, and then adds and creates none', async () => {
    const workspace = await harness.newWorkspace();
    const slugs = (count: number, mark: string) =>
      Array.from({ length: count }, (_, index) => `${mark}.${index}`);
    const { keyId } = await workspace.newKey({ permissions: slugs(999, 'old') });
    const add = (permissions: readonly string[]) =>
      workspace.call('keys.addPermissions', { keyId, permissions });
    const { status, body } = await add(slugs(2, 'new'));
    expect(status).toBe(400);
    expect(body.error.errors).toEqual([
      {
        location: 'body.permissions',
        message: 'must not give the key more than 1000 permissions of its own, and it has 999',
        fix: expect.any(String),
      },
    ]);
    const { body: limits } = await workspace.call('workspace.getLimits', {});
    expect(limits.data.permissionsMax.current).toBe(999);
    expect((await add(slugs(1, 'new'))).status).toBe(200);
    expect((await add(slugs(1, 'new'))).status).toBe(200);
  });
});
