import { allOf, anyOf, type Requirement, tuple } from './requirement.js';

/*
 * What the operations on permissions and roles ask of their caller. Imported as a namespace, like a
 * table. There are no rights on a single permission or role. `anyOf` with one way is how the
 * contract words some of the refusals.
 */

export function createPermission(): Requirement {
  return tuple('rbac.*.create_permission');
}

export function readPermission(): Requirement {
  return anyOf(tuple('rbac.*.read_permission'));
}

export function deletePermission(): Requirement {
  return anyOf(tuple('rbac.*.delete_permission'));
}

export function createRole(): Requirement {
  return anyOf(tuple('rbac.*.create_role'));
}

/** Asked for in addition when the new role has permissions. */
export function addPermissionToRole(): Requirement {
  return tuple('rbac.*.add_permission_to_role');
}

export function readRole(): Requirement {
  return anyOf(tuple('rbac.*.read_role'));
}

export function deleteRole(): Requirement {
  return anyOf(tuple('rbac.*.delete_role'));
}

export function setRolePermissions(): Requirement {
  return allOf(addPermissionToRole(), tuple('rbac.*.remove_permission_from_role'));
}
