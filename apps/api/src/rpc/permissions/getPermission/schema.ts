import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { PermissionReference, PermissionResponse } from '../../shared/permission.js';

export const definition = defineRpc({
  name: 'permissions.getPermission',
  kind: 'read',
  summary: 'Get a permission',
  description: 'Needs the permission rbac.*.read_permission.',
  request: closed({ permission: PermissionReference }),
  data: PermissionResponse,
  problems: ['unkey/data/permission_not_found'],
  example: { permission: 'documents.read' },
});
