import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, PermissionSlug, RoleName } from '../../shared/fields.js';
import { Description } from '../../shared/permission.js';

export const definition = defineRpc({
  name: 'permissions.createRole',
  kind: 'change',
  summary: 'Create a role',
  description:
    'Makes a role, which gives its permissions to the keys that have it. Names are unique in the workspace, whatever their case. Needs the permission rbac.*.create_role; with permissions also rbac.*.add_permission_to_role, and rbac.*.create_permission if one does not exist yet.',
  request: closed({
    name: RoleName,
    description: Type.Optional(Description),
    permissions: Type.Optional(
      Type.Array(PermissionSlug, {
        maxItems: 1000,
        description: 'Slugs of permissions, in any case; missing ones are created.',
      }),
    ),
  }),
  data: closed({ roleId: Type.String() }),
  problems: ['unkey/data/role_already_exists'],
  example: { name: 'editor', permissions: ['documents.read', 'documents.write'] },
});
