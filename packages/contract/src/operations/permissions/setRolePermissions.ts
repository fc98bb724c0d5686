import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { allOf, tuple } from '../../rights/right.js';
import { CREATE_MISSING_PERMISSIONS } from '../../rights/rights-by-thing.js';
import { referTo } from '../../shapes/annotations.js';
import { Permission, PermissionSlug } from '../../shapes/permission.js';
import { RoleReference } from '../../shapes/role.js';
import { exactlyOneOf, listOf } from '../../shapes/schema.js';

export const setRolePermissions = defineOperation({
  name: 'permissions.setRolePermissions',
  kind: 'change',
  summary: 'Set the permissions of a role',
  description:
    'Replaces the permissions of the role by these, for every key that has the role. Answers with them, by slug. Send either role or roleId.',
  requires: {
    right: allOf(
      tuple('rbac.*.add_permission_to_role'),
      tuple('rbac.*.remove_permission_from_role'),
    ),
    also: {
      createPermission: {
        when: 'if a permission does not exist yet',
        right: CREATE_MISSING_PERMISSIONS,
      },
    },
  },
  request: exactlyOneOf(
    {
      role: RoleReference,
      roleId: referTo(
        'role',
        ['id'],
        Type.String({
          minLength: 3,
          maxLength: 255,
          pattern: '^[a-zA-Z0-9_-]+$',
          deprecated: true,
          description: 'The same as role, for texts of these characters. Send role instead.',
        }),
      ),
    },
    {
      permissions: Type.Array(PermissionSlug, {
        maxItems: 1000,
        description:
          'Slugs, in any case. Missing permissions are created. An empty list takes all permissions from the role.',
      }),
    },
  ),
  data: listOf(Permission),
  problems: ['unkey/application/quota_exceeded', 'unkey/data/role_not_found'],
  example: { role: 'editor', permissions: ['documents.read'] },
});
