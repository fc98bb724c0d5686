import { defineOperation } from '../../operation.js';
import { anyOf, tuple } from '../../rights/right.js';
import { PermissionReference } from '../../shapes/permission.js';
import { closed } from '../../shapes/schema.js';

export const deletePermission = defineOperation({
  name: 'permissions.deletePermission',
  kind: 'change',
  destructive: true,
  summary: 'Delete a permission',
  description:
    'Takes it from every key and role that has it; they stay. From the moment this is answered no key is let through because of it.',
  requires: {
    right: anyOf(tuple('rbac.*.delete_permission')),
  },
  request: closed({ permission: PermissionReference }),
  data: closed({}),
  problems: ['unkey/data/permission_not_found'],
  example: { permission: 'documents.read' },
});
