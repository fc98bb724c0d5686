import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allGrants } from './all-grants.js';
import { checkGrants } from './check-grants.js';
import { parseGrants } from './grants.js';
import type { Requirement } from './requirement.js';
import * as requirements from './requirements.js';

const SCOPE = { workspaceId: 'ws_1', apiId: 'api_1', keySpaceId: 'ks_1', keyId: 'key_1' };
const ON_KEY_SPACE = 'unkey:v1:ws_1:keyspaces/ks_1';
const ON_KEY = `${ON_KEY_SPACE}/keys/key_1`;
const ON_ALL_KEYS = `${ON_KEY_SPACE}/keys/*`;

function holds(permissions: readonly string[], requirement: Requirement): boolean {
  return checkGrants(parseGrants(permissions), requirement).granted;
}

/** For each right: every set of grants that is just enough for it. */
const MATRIX: [keyof typeof RIGHTS, string[][]][] = [
  ['createApi', [['api.*.create_api']]],
  ['readApi', [['api.*.read_api'], ['api.api_1.read_api']]],
  ['readAllApis', [['api.*.read_api']]],
  ['updateApi', [['api.*.update_api'], ['api.api_1.update_api']]],
  ['deleteApi', [['api.*.delete_api'], ['api.api_1.delete_api']]],
  [
    'listKeys',
    [
      ['api.*.read_key', 'api.*.read_api'],
      ['api.*.read_key', 'api.api_1.read_api'],
      ['api.api_1.read_key', 'api.*.read_api'],
      ['api.api_1.read_key', 'api.api_1.read_api'],
      [`${ON_ALL_KEYS}#read_key`, `${ON_KEY_SPACE}#read_keyspace`],
    ],
  ],
  ['decryptListedKeys', onApi('decrypt_key', `${ON_ALL_KEYS}#decrypt_key`)],
  ['createKey', onApi('create_key', `${ON_KEY_SPACE}#create_key`)],
  ['encryptKey', onApi('encrypt_key', `${ON_ALL_KEYS}#encrypt_key`)],
  ['migrateKeys', [['api.*.create_key'], ['api.api_1.create_key']]],
  ['readKey', onApi('read_key', `${ON_KEY}#read_key`)],
  ['decryptKey', onApi('decrypt_key', `${ON_KEY}#decrypt_key`)],
  ['updateKey', onApi('update_key', `${ON_KEY}#update_key`)],
  ['addPermissions', onKeyOrApiWith('rbac.*.add_permission_to_key')],
  ['removePermissions', onKeyOrApiWith('rbac.*.remove_permission_from_key')],
  [
    'setPermissions',
    onKeyOrApiWith('rbac.*.add_permission_to_key', 'rbac.*.remove_permission_from_key'),
  ],
  ['addRoles', onKeyOrApiWith('rbac.*.add_role_to_key')],
  [
    'createMissingPermissions',
    [['rbac.*.create_permission'], ['unkey:v1:ws_1:rbac/permissions/*#create_permission']],
  ],
  ['deleteKey', onApi('delete_key', `${ON_KEY}#delete_key`)],
  ['verifyKey', onApi('verify_key', `${ON_KEY}#verify_key`)],
];

const { mayVerifyKey, ...RIGHTS } = requirements;

function onApi(action: string, urn: string): string[][] {
  return [[`api.*.${action}`], [`api.api_1.${action}`], [urn]];
}

function actionOf(grant: string): string | undefined {
  return grant.split(/[.#]/).at(-1);
}

function onKeyOrApiWith(...tuples: string[]): string[][] {
  return [
    [`${ON_KEY}#update_key`],
    ['api.*.update_key', ...tuples],
    ['api.api_1.update_key', ...tuples],
  ];
}

describe('requirements', () => {
  it('lists every right in the matrix of this test', () => {
    expect(MATRIX.map(([right]) => right).sort()).toEqual(Object.keys(RIGHTS).sort());
  });

  it.each(MATRIX)('%s is granted by each way of holding it, and by nothing less', (right, ways) => {
    const requirement = RIGHTS[right](SCOPE);
    for (const way of ways) {
      expect(holds(way, requirement)).toBe(true);
      for (const left of way) {
        expect(
          holds(
            way.filter((grant) => grant !== left),
            requirement,
          ),
        ).toBe(false);
      }
    }
  });

  it.each(MATRIX)('%s is granted by no grant of another action', (right, ways) => {
    const own = new Set(ways.flat().map(actionOf));
    const others = MATRIX.flatMap(([, ways]) => ways.flat());
    const foreign = others.filter((grant) => !own.has(actionOf(grant)));
    expect(holds(foreign, RIGHTS[right](SCOPE))).toBe(false);
  });

  it('does not add up listKeys from halves of its two ways', () => {
    const halves = ['api.*.read_key', `${ON_KEY_SPACE}#read_keyspace`];
    expect(holds(halves, requirements.listKeys(SCOPE))).toBe(false);
  });

  it('does not take the right on one key for the right on all keys', () => {
    expect(holds([`${ON_KEY}#decrypt_key`], requirements.decryptListedKeys(SCOPE))).toBe(false);
  });

  it('names all ways in the order tuple of all, tuple of one, URN', () => {
    expect(checkGrants(parseGrants([]), requirements.createKey(SCOPE))).toEqual({
      granted: false,
      missing: `Missing one of these permissions: api.*.create_key or api.api_1.create_key or ${ON_KEY_SPACE}#create_key`,
    });
  });
});

describe('mayVerifyKey', () => {
  it('answers like the requirement for every set of grants', () => {
    const grants = ['api.*.verify_key', 'api.api_1.verify_key', 'api.api_2.verify_key'];
    const urns = [`${ON_KEY}#verify_key`, `${ON_KEY_SPACE}/**#read_key`, 'unkey:v1:ws_1:**#*'];
    fc.assert(
      fc.property(fc.subarray([...grants, ...urns]), (permissions) => {
        expect(mayVerifyKey(parseGrants(permissions), SCOPE)).toBe(
          holds(permissions, requirements.verifyKey(SCOPE)),
        );
      }),
    );
  });
});

describe('allGrants', () => {
  const all = allGrants('ws_1');

  it.each(MATRIX)('holds %s', (right) => {
    expect(holds(all, RIGHTS[right](SCOPE))).toBe(true);
  });

  it('has the tuples of every type and the URN of an administrator, each once', () => {
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain('unkey:v1:ws_1:**#*');
    expect(all).toEqual(
      expect.arrayContaining([
        'ratelimit.*.limit',
        'rbac.*.add_role_to_key',
        'identity.*.create_identity',
        'root_key.*.create_root_key',
        'migration.*.create_migration',
        'audit_log.*.read_audit_log',
        'workspace.*.update_workspace',
      ]),
    );
  });

  it('reads back without loss', () => {
    const grants = parseGrants(all);
    expect(grants.tuples.size + grants.urns.length).toBe(all.length);
    expect([...grants.tuples].every((text) => /^[a-z_]+\.\*\.[a-z_]+$/.test(text))).toBe(true);
  });
});
