import { defineOperation } from '../../operation.js';
import { anyOf, tuple } from '../../rights/right.js';
import { Role, RoleReference } from '../../shapes/role.js';
import { closed } from '../../shapes/schema.js';

export const getRole = defineOperation({
  name: 'permissions.getRole',
  kind: 'read',
  summary: 'Get a role',
  description: 'Shows a role with its permissions.',
  requires: {
    right: anyOf(tuple('rbac.*.read_role')),
  },
  request: closed({ role: RoleReference }),
  data: Role,
  problems: ['unkey/data/role_not_found'],
  example: { role: 'editor' },
});
