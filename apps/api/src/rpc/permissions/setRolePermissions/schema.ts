import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, listOf, PermissionSlug } from '../../shared/fields.js';
import { PermissionResponse } from '../../shared/permission.js';

export const definition = defineRpc({
  name: 'permissions.setRolePermissions',
  kind: 'change',
  summary: 'Set the permissions of a role',
  description:
    'Makes these, and no others, the permissions of the role, for every key that has it. Answers with them, by slug. Needs the permissions rbac.*.add_permission_to_role and rbac.*.remove_permission_from_role, and rbac.*.create_permission if one does not exist yet.',
  request: closed({
    roleId: Type.String({
      minLength: 3,
      maxLength: 255,
      pattern: '^[a-zA-Z0-9_-]+$',
      description: 'Id of the role. Its name will not do.',
    }),
    permissions: Type.Array(PermissionSlug, {
      maxItems: 1000,
      description: 'Slugs, in any case; missing ones are created. None at all clears the role.',
    }),
  }),
  data: listOf(PermissionResponse),
  problems: ['unkey/data/role_not_found'],
  example: { roleId: 'role_1234abcd', permissions: ['documents.read'] },
});
