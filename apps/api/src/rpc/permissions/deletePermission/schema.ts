import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { PermissionReference } from '../../shared/permission.js';

export const definition = defineRpc({
  name: 'permissions.deletePermission',
  kind: 'change',
  summary: 'Delete a permission',
  description:
    'Takes it from every key and role that has it; they stay. From the moment this is answered no key is let through because of it. Needs the permission rbac.*.delete_permission.',
  request: closed({ permission: PermissionReference }),
  data: closed({}),
  problems: ['unkey/data/permission_not_found'],
  example: { permission: 'documents.read' },
});
