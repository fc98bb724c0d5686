import { BUILT_IN_ROLE_IDS, BUILT_IN_ROLES } from '@unlatch/contract/rights/team-roles';
import { describe, expect, it } from 'vitest';
import { allGrants } from '../authorization/all-grants.js';
import { parseGrants } from '../authorization/grants.js';
import { mayGrant } from '../authorization/may-grant.js';
import { findPermissionFault } from '../authorization/permission.js';
import {
  BUILT_IN,
  memberRoleOf,
  OWNERS_ONLY,
  permissionsOf,
  permissionsOfBuiltIn,
} from './roles.js';

const workspaceId = 'ws_1';

function mayGive(giver: string, given: string): boolean {
  const of = (role: string) => permissionsOf(memberRoleOf(role, null), workspaceId);
  const holder = { grants: parseGrants(of(giver)), expiresAtMs: null };
  return mayGrant(holder, { permissions: of(given), expiresAtMs: null }).granted;
}

describe('the built-in roles', () => {
  it('are all listed, in one order', () => {
    expect([...BUILT_IN_ROLE_IDS].sort()).toEqual(Object.keys(BUILT_IN_ROLES).sort());
  });

  it.each(BUILT_IN)('%s has permissions that some operation asks for, each once', (role) => {
    const permissions = permissionsOfBuiltIn(role, workspaceId);
    expect(new Set(permissions).size).toBe(permissions.length);
    for (const permission of permissions) {
      expect(findPermissionFault(permission, { workspaceId }), permission).toBeUndefined();
    }
  });

  it('let an owner do everything, and only an owner manage owners', () => {
    expect(permissionsOfBuiltIn('owner', workspaceId)).toEqual(allGrants(workspaceId));
    const managers = BUILT_IN.filter((role) =>
      permissionsOfBuiltIn(role, workspaceId).includes(OWNERS_ONLY),
    );
    expect(managers).toEqual(['owner']);
  });

  it.each([
    ['owner', 'owner', true],
    ['owner', 'admin', true],
    ['owner', 'auditor', true],
    ['admin', 'owner', false],
    ['admin', 'admin', true],
    ['admin', 'developer', true],
    ['admin', 'analyst', true],
    ['admin', 'auditor', true],
    ['developer', 'admin', false],
    ['developer', 'analyst', true],
    ['developer', 'auditor', false],
    ['analyst', 'developer', false],
    ['auditor', 'analyst', false],
  ])('let an %s give the role %s: %s, by what it holds', (giver, given, may) => {
    expect(mayGive(giver, given)).toBe(may);
  });

  it.each(['analyst', 'auditor'] as const)('let an %s change nothing and see no secret', (role) => {
    const actions = permissionsOfBuiltIn(role, workspaceId).map((permission) =>
      permission.replace(/^.*[.#]/, ''),
    );
    expect(actions.filter((action) => !/^(read|list)(_|$)/.test(action))).toEqual([]);
  });
});

describe('the role of a member', () => {
  it('of the workspace allows what the workspace says', () => {
    const role = memberRoleOf('teamrole_1', ['api.*.read_api']);
    expect(permissionsOf(role, workspaceId)).toEqual(['api.*.read_api']);
  });

  it('that this program does not know allows nothing', () => {
    expect(permissionsOf(memberRoleOf('emperor', null), workspaceId)).toEqual([]);
  });

  it('of a built-in name never takes permissions from elsewhere', () => {
    const role = memberRoleOf('analyst', allGrants(workspaceId));
    expect(permissionsOf(role, workspaceId)).not.toContain(OWNERS_ONLY);
  });
});
