import { defineOperation } from '../../operation.js';
import { anyOf, tuple } from '../../rights/right.js';
import { RoleReference } from '../../shapes/role.js';
import { closed } from '../../shapes/schema.js';

export const deleteRole = defineOperation({
  name: 'permissions.deleteRole',
  kind: 'change',
  destructive: true,
  summary: 'Delete a role',
  description:
    'Takes it from every key that has it; keys and permissions stay. From the moment this is answered no key is let through because of it.',
  requires: {
    right: anyOf(tuple('rbac.*.delete_role')),
  },
  request: closed({ role: RoleReference }),
  data: closed({}),
  problems: ['unkey/data/role_not_found'],
  example: { role: 'editor' },
});
