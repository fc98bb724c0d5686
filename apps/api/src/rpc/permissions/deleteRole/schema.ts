import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { RoleReference } from '../../shared/role.js';

export const definition = defineRpc({
  name: 'permissions.deleteRole',
  kind: 'change',
  summary: 'Delete a role',
  description:
    'Takes it from every key that has it; keys and permissions stay. From the moment this is answered no key is let through because of it. Needs the permission rbac.*.delete_role.',
  request: closed({ role: RoleReference }),
  data: closed({}),
  problems: ['unkey/data/role_not_found'],
  example: { role: 'editor' },
});
