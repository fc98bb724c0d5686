import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf, tuple, urn } from '../../rights/right.js';
import { Description, PermissionSlug } from '../../shapes/permission.js';
import { NewRoleName } from '../../shapes/role.js';
import { closed } from '../../shapes/schema.js';

export const createRole = defineOperation({
  name: 'permissions.createRole',
  kind: 'change',
  summary: 'Create a role',
  description:
    'Creates a role, which gives its permissions to the keys that have it. Names are unique in the workspace, and case makes no difference.',
  requires: {
    right: anyOf(tuple('rbac.*.create_role'), urn('rbac/roles/*', 'create_role')),
    also: {
      addPermissions: {
        when: 'for a role with permissions',
        right: tuple('rbac.*.add_permission_to_role'),
      },
      createPermission: {
        when: 'if a permission does not exist yet',
        right: tuple('rbac.*.create_permission'),
      },
    },
  },
  request: closed({
    name: NewRoleName,
    description: Type.Optional(Description),
    permissions: Type.Optional(
      Type.Array(PermissionSlug, {
        maxItems: 1000,
        description: 'Slugs of permissions, in any case. Missing permissions are created.',
      }),
    ),
  }),
  data: closed({ roleId: Type.String() }),
  problems: ['unkey/application/quota_exceeded', 'unkey/data/role_already_exists'],
  example: { name: 'editor', permissions: ['documents.read', 'documents.write'] },
});
