import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, PermissionSlug } from '../../shared/fields.js';
import { Description, PermissionName } from '../../shared/permission.js';

export const definition = defineRpc({
  name: 'permissions.createPermission',
  kind: 'change',
  summary: 'Create a permission',
  description:
    'Makes a permission that keys and roles can then be given. Slugs are unique in the workspace, whatever their case. Needs the permission rbac.*.create_permission.',
  request: closed({
    name: PermissionName,
    slug: PermissionSlug,
    description: Type.Optional(Description),
  }),
  data: closed({ permissionId: Type.String() }),
  problems: ['unkey/data/permission_already_exists'],
  example: { name: 'Read documents', slug: 'documents.read' },
});
