import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** A key with the roles `a` and `b`, in a workspace that has `c` too. */
async function setUp() {
  const workspace = await harness.newWorkspace();
  for (const name of ['a', 'b', 'c']) {
    await workspace.call('permissions.createRole', { name, permissions: [`of.${name}`] });
  }
  return { workspace, ...(await workspace.newKey({ roles: ['a', 'b'], permissions: ['own'] })) };
}

function namesOf(roles: readonly { name: string }[]): string[] {
  return roles.map(({ name }) => name);
}

describe('keys.setRoles', () => {
  it('replaces the roles, and keeps what the key has itself', async () => {
    const { workspace, keyId } = await setUp();
    const { body } = await workspace.call('keys.setRoles', { keyId, roles: ['c', 'b', 'c'] });
    expect(namesOf(body.data)).toEqual(['b', 'c']);
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data.permissions).toEqual(['of.b', 'of.c', 'own']);
  });

  it('clears the key, at once', async () => {
    const { workspace, keyId, key } = await setUp();
    const verify = () => workspace.call('keys.verifyKey', { key, permissions: 'of.a' });
    expect((await verify()).body.data.code).toBe('VALID');
    const { body } = await workspace.call('keys.setRoles', { keyId, roles: [] });
    expect(body.data).toEqual([]);
    expect((await verify()).body.data.code).toBe('INSUFFICIENT_PERMISSIONS');
  });

  it('names the first missing role, and then changes nothing', async () => {
    const { workspace, keyId } = await setUp();
    const request = { keyId, roles: ['c', 'A'] };
    const { status, body } = await workspace.call('keys.setRoles', request);
    expect(status).toBe(404);
    expect(body.error.detail).toBe("Role 'A' does not exist.");
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data.roles).toEqual(['a', 'b']);
  });

  it('needs only the right to update the key', async () => {
    const { workspace, keyId, apiId } = await setUp();
    const limited = await workspace.newRootKey([`api.${apiId}.update_key`]);
    expect((await limited.call('keys.setRoles', { keyId, roles: ['c'] })).status).toBe(200);
    const other = await workspace.newRootKey(['rbac.*.add_role_to_key']);
    expect((await other.call('keys.setRoles', { keyId, roles: ['c'] })).status).toBe(403);
  });

  it('refuses a key of another workspace like a missing one', async () => {
    const { keyId } = await setUp();
    const other = await harness.newWorkspace();
    const { body } = await other.call('keys.setRoles', { keyId, roles: [] });
    expect(body.error.type).toMatch(/unkey\/data\/key_not_found$/);
  });

  it('leaves audit events for removed roles and then for added ones', async () => {
    const { workspace, keyId } = await setUp();
    const set = () => workspace.call('keys.setRoles', { keyId, roles: ['c', 'b'] });
    const events = await recordedBy(harness.deps, workspace.id, set);
    expect(events.map(({ event, description }) => [event, description])).toEqual([
      ['authorization.disconnect_role_and_key', `Removed role a from key ${keyId}`],
      ['authorization.connect_role_and_key', `Added role c to key ${keyId}`],
    ]);
    expect(await recordedBy(harness.deps, workspace.id, set)).toEqual([]);
  });
});
