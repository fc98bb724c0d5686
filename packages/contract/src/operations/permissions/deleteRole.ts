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
    'Deletes the role and takes it from every key that has it. The keys and the permissions stay. Once the answer has come, no verification passes because of this role.',
  requires: {
    right: anyOf(tuple('rbac.*.delete_role')),
  },
  request: closed({ role: RoleReference }),
  data: closed({}),
  problems: ['unkey/data/role_not_found'],
  example: { role: 'editor' },
});
