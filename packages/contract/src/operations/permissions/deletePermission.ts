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
    'Deletes the permission and takes it from every key and role that has it. The keys and roles stay. Once the answer has come, no verification passes because of this permission.',
  requires: {
    right: anyOf(tuple('rbac.*.delete_permission')),
  },
  request: closed({ permission: PermissionReference }),
  data: closed({}),
  problems: ['unkey/data/permission_not_found'],
  example: { permission: 'documents.read' },
});
