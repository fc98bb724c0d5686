import { defineOperation } from '../../operation.js';
import { anyOf, tuple } from '../../rights/right.js';
import { Permission, PermissionReference } from '../../shapes/permission.js';
import { closed } from '../../shapes/schema.js';

export const getPermission = defineOperation({
  name: 'permissions.getPermission',
  kind: 'read',
  summary: 'Get a permission',
  requires: {
    right: anyOf(tuple('rbac.*.read_permission')),
  },
  request: closed({ permission: PermissionReference }),
  data: Permission,
  problems: ['unkey/data/permission_not_found'],
  example: { permission: 'documents.read' },
});
