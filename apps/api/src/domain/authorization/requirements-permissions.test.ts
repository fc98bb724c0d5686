import { describe, expect, it } from 'vitest';
import { allGrants } from './all-grants.js';
import { checkGrants } from './check-grants.js';
import { parseGrants } from './grants.js';
import * as requirements from './requirements-permissions.js';

const { ...RIGHTS } = requirements;

/** For each right the grants that it takes, and how a refusal is worded to somebody with none. */
const MATRIX: [keyof typeof RIGHTS, string[], string][] = [
  [
    'createPermission',
    ['rbac.*.create_permission'],
    "Missing permission: 'rbac.*.create_permission'",
  ],
  [
    'readPermission',
    ['rbac.*.read_permission'],
    'Missing one of these permissions: rbac.*.read_permission',
  ],
  [
    'deletePermission',
    ['rbac.*.delete_permission'],
    'Missing one of these permissions: rbac.*.delete_permission',
  ],
  ['createRole', ['rbac.*.create_role'], 'Missing one of these permissions: rbac.*.create_role'],
  [
    'addPermissionToRole',
    ['rbac.*.add_permission_to_role'],
    "Missing permission: 'rbac.*.add_permission_to_role'",
  ],
  ['readRole', ['rbac.*.read_role'], 'Missing one of these permissions: rbac.*.read_role'],
  ['deleteRole', ['rbac.*.delete_role'], 'Missing one of these permissions: rbac.*.delete_role'],
  [
    'setRolePermissions',
    ['rbac.*.add_permission_to_role', 'rbac.*.remove_permission_from_role'],
    "Missing permission: 'rbac.*.add_permission_to_role'",
  ],
];

describe('requirements of permissions and roles', () => {
  it('lists every right in the matrix of this test', () => {
    expect(MATRIX.map(([right]) => right).sort()).toEqual(Object.keys(RIGHTS).sort());
  });

  it.each(MATRIX)('%s takes exactly its grants', (right, grants) => {
    const requirement = RIGHTS[right]();
    expect(checkGrants(parseGrants(grants), requirement)).toEqual({ granted: true });
    for (const left of grants) {
      const others = allGrants('ws_1').filter((grant) => grant !== left);
      expect(checkGrants(parseGrants(others), requirement).granted).toBe(false);
    }
  });

  it.each(MATRIX)('%s is refused in the words of the contract', (right, _grants, missing) => {
    const check = checkGrants(parseGrants([]), RIGHTS[right]());
    expect(check).toEqual({ granted: false, missing });
  });

  it('names the right to remove once the right to add is there', () => {
    const grants = parseGrants(['rbac.*.add_permission_to_role']);
    expect(checkGrants(grants, requirements.setRolePermissions())).toEqual({
      granted: false,
      missing: "Missing permission: 'rbac.*.remove_permission_from_role'",
    });
  });
});
