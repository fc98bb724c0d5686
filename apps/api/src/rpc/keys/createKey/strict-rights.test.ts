import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const CREATE = ['api.*.create_key'];
const UPDATE = ['api.*.update_key'];
const ADD = 'rbac.*.add_permission_to_key';
const REMOVE = 'rbac.*.remove_permission_from_key';
const ADD_ROLE = 'rbac.*.add_role_to_key';
const REMOVE_ROLE = 'rbac.*.remove_role_from_key';
const NEW_PERMISSION = 'rbac.*.create_permission';
const NEW_IDENTITY = 'identity.*.create_identity';
const USE_IDENTITY = 'identity.*.update_identity';

/** The operation, what it gives, the right on the key, and what a strict workspace asks beside it. */
const GIVING: readonly (readonly [string, object, readonly string[], readonly string[]])[] = [
  ['keys.createKey', { permissions: ['known'] }, CREATE, [ADD]],
  ['keys.createKey', { permissions: ['new'] }, CREATE, [ADD, NEW_PERMISSION]],
  ['keys.createKey', { roles: ['known'] }, CREATE, [ADD_ROLE]],
  ['keys.createKey', { externalId: 'known' }, CREATE, [USE_IDENTITY]],
  ['keys.createKey', { externalId: 'new' }, CREATE, [NEW_IDENTITY]],
  ['keys.updateKey', { permissions: ['known'] }, UPDATE, [ADD, REMOVE]],
  ['keys.updateKey', { permissions: ['new'] }, UPDATE, [ADD, REMOVE, NEW_PERMISSION]],
  ['keys.updateKey', { permissions: [] }, UPDATE, [ADD, REMOVE]],
  ['keys.updateKey', { roles: ['known'] }, UPDATE, [ADD_ROLE, REMOVE_ROLE]],
  ['keys.updateKey', { externalId: 'known' }, UPDATE, [USE_IDENTITY]],
  ['keys.updateKey', { externalId: 'new' }, UPDATE, [NEW_IDENTITY]],
  ['keys.setRoles', { roles: ['known'] }, UPDATE, [ADD_ROLE, REMOVE_ROLE]],
  ['keys.removeRoles', { roles: ['known'] }, UPDATE, [REMOVE_ROLE]],
  ['keys.migrateKeys', { permissions: ['new'] }, CREATE, [ADD, NEW_PERMISSION]],
  ['keys.migrateKeys', { roles: ['known'] }, CREATE, [ADD_ROLE]],
  ['keys.migrateKeys', { roles: ['new'] }, CREATE, [ADD_ROLE, 'rbac.*.create_role']],
  ['keys.migrateKeys', { externalId: 'new' }, CREATE, [NEW_IDENTITY]],
];

/** A workspace with a permission, a role and an identity called `known`. */
async function setUp({ strictRights }: { strictRights: boolean }) {
  const workspace = await harness.newWorkspace();
  await workspace.call('permissions.createRole', { name: 'known', permissions: ['known'] });
  const { apiId, keyId } = await workspace.newKey({ externalId: 'known' });
  const migration = { name: 'Old', algorithm: 'sha256' };
  const created = await workspace.call('migrations.createMigration', migration);
  const { migrationId } = created.body.data;
  await workspace.call('workspace.updateWorkspace', { strictRights });
  const call = async (name: string, given: object, permissions: readonly string[]) => {
    const rootKey = await workspace.newRootKey(permissions);
    const hash = sha256Base64(rootKey.id);
    const bodies: Readonly<Record<string, object>> = {
      'keys.createKey': { apiId, ...given },
      'keys.migrateKeys': { apiId, migrationId, keys: [{ hash, ...given }] },
    };
    return (await rootKey.call(name, bodies[name] ?? { keyId, ...given })).status;
  };
  return { call };
}

describe.each(GIVING)('%s with %j', (name, given, onKey, strict) => {
  it('needs only the right on the key, unless the workspace is strict', async () => {
    const { call } = await setUp({ strictRights: false });
    expect(await call(name, given, onKey)).toBe(200);
  });

  it('needs each of these rights as well in a strict workspace', async () => {
    const { call } = await setUp({ strictRights: true });
    for (const left of strict) {
      const others = strict.filter((right) => right !== left);
      expect(await call(name, given, [...onKey, ...others])).toBe(403);
    }
    expect(await call(name, given, [...onKey, ...strict])).toBe(200);
  });
});

it.each([
  ['keys.createKey', { name: 'Plain', roles: [], permissions: [] }, CREATE],
  ['keys.updateKey', { name: 'Plain', externalId: null }, UPDATE],
] as const)('%s with %j needs no more in a strict workspace', async (name, given, onKey) => {
  const { call } = await setUp({ strictRights: true });
  expect(await call(name, given, onKey)).toBe(200);
});
