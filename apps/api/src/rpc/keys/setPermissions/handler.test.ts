import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

function slugsOf(permissions: readonly { slug: string }[]): string[] {
  return permissions.map(({ slug }) => slug);
}

describe('keys.setPermissions', () => {
  it('replaces what the key has itself, and keeps what it has through roles', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('permissions.createRole', { name: 'r', permissions: ['through'] });
    const { keyId } = await workspace.newKey({ permissions: ['a', 'b'], roles: ['r'] });
    const permissions = ['c', 'b', 'c'];
    const { body } = await workspace.call('keys.setPermissions', { keyId, permissions });
    expect(slugsOf(body.data)).toEqual(['b', 'c']);
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data.permissions).toEqual(['b', 'c', 'through']);
  });

  it('clears the key', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, key } = await workspace.newKey({ permissions: ['a'] });
    const verify = () => workspace.call('keys.verifyKey', { key, permissions: 'a' });
    expect((await verify()).body.data.code).toBe('VALID');
    const { body } = await workspace.call('keys.setPermissions', { keyId, permissions: [] });
    expect(body.data).toEqual([]);
    expect((await verify()).body.data.code).toBe('INSUFFICIENT_PERMISSIONS');
  });

  it('refuses a slug that differs only in case from an existing one', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey({ permissions: ['a'] });
    const request = { keyId, permissions: ['A'] };
    expect((await workspace.call('keys.setPermissions', request)).status).toBe(409);
  });

  it('needs the rights to add and to remove, and the right to create only if one is missing', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey({ permissions: ['a'] });
    const grants = [
      'api.*.update_key',
      'rbac.*.add_permission_to_key',
      'rbac.*.remove_permission_from_key',
    ];
    for (const left of grants) {
      const limited = await workspace.newRootKey(grants.filter((grant) => grant !== left));
      const { status } = await limited.call('keys.setPermissions', { keyId, permissions: [] });
      expect(status).toBe(403);
    }
    const limited = await workspace.newRootKey(grants);
    const refused = await limited.call('keys.setPermissions', { keyId, permissions: ['new'] });
    expect(refused.status).toBe(403);
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data.permissions).toEqual(['a']);
    const { status } = await limited.call('keys.setPermissions', { keyId, permissions: [] });
    expect(status).toBe(200);
  });

  it('refuses a key of another workspace like a missing one', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const { keyId } = await own.newKey();
    const { body } = await other.call('keys.setPermissions', { keyId, permissions: [] });
    expect(body.error.type).toMatch(/unkey\/data\/key_not_found$/);
  });

  it('leaves audit events for removed, created and added permissions, in this order', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey({ permissions: ['gone', 'kept'] });
    const set = () =>
      workspace.call('keys.setPermissions', { keyId, permissions: ['kept', 'made'] });
    const events = await recordedBy(harness.deps, workspace.id, set);
    expect(events.map(({ event, description }) => [event, description])).toEqual([
      ['authorization.disconnect_permission_and_key', `Removed permission gone from key ${keyId}`],
      ['permission.create', expect.stringMatching(/^Created made \(perm_/)],
      ['authorization.connect_permission_and_key', `Added permission made to key ${keyId}`],
    ]);
    expect(await recordedBy(harness.deps, workspace.id, set)).toEqual([]);
  });

  it('ends with one of the sets, never a mix, when many are set at once', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey();
    const sets = [0, 1, 2, 3, 4, 5].map((index) => [`a.${index}`, `b.${index}`, 'shared']);
    const answers = await Promise.all(
      sets.map((permissions) => workspace.call('keys.setPermissions', { keyId, permissions })),
    );
    expect(answers.map(({ body }) => slugsOf(body.data).sort())).toEqual(sets);
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(sets).toContainEqual(shown.body.data.permissions);
  });
});
