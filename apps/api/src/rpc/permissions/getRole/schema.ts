import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { RoleReference, RoleResponse } from '../../shared/role.js';

export const definition = defineRpc({
  name: 'permissions.getRole',
  kind: 'read',
  summary: 'Get a role',
  description: 'With its permissions. Needs the permission rbac.*.read_role.',
  request: closed({ role: RoleReference }),
  data: RoleResponse,
  problems: ['unkey/data/role_not_found'],
  example: { role: 'editor' },
});
