import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { allOf, tuple } from '../../rights/right.js';
import { CREATE_MISSING_PERMISSIONS } from '../../rights/rights-by-thing.js';
import { referTo } from '../../shapes/annotations.js';
import { Permission, PermissionSlug } from '../../shapes/permission.js';
import { closed, listOf } from '../../shapes/schema.js';

export const setRolePermissions = defineOperation({
  name: 'permissions.setRolePermissions',
  kind: 'change',
  summary: 'Set the permissions of a role',
  description:
    'Makes these, and no others, the permissions of the role, for every key that has it. Answers with them, by slug.',
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
  request: closed({
    roleId: referTo(
      'role',
      ['id'],
      Type.String({
        minLength: 3,
        maxLength: 255,
        pattern: '^[a-zA-Z0-9_-]+$',
        description: 'Id of the role. Its name will not do.',
      }),
    ),
    permissions: Type.Array(PermissionSlug, {
      maxItems: 1000,
      description: 'Slugs, in any case; missing ones are created. None at all clears the role.',
    }),
  }),
  data: listOf(Permission),
  problems: ['unkey/data/role_not_found'],
  example: { roleId: 'role_1234abcd', permissions: ['documents.read'] },
});
