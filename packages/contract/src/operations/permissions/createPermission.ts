import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf, tuple, urn } from '../../rights/right.js';
import { Description, NewPermissionSlug, PermissionName } from '../../shapes/permission.js';
import { closed } from '../../shapes/schema.js';

export const createPermission = defineOperation({
  name: 'permissions.createPermission',
  kind: 'change',
  summary: 'Create a permission',
  description:
    'Creates a permission, which keys and roles can then have. Slugs are unique in the workspace, and case makes no difference.',
  requires: {
    right: anyOf(tuple('rbac.*.create_permission'), urn('rbac/permissions/*', 'create_permission')),
  },
  request: closed({
    name: PermissionName,
    slug: NewPermissionSlug,
    description: Type.Optional(Description),
  }),
  data: closed({ permissionId: Type.String() }),
  problems: ['unkey/application/quota_exceeded', 'unkey/data/permission_already_exists'],
  example: { name: 'Read documents', slug: 'documents.read' },
});
