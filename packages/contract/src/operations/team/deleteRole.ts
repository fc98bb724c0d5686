import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';
import { CustomRoleReference } from '../../shapes/team.js';

export const deleteRole = defineOperation({
  name: 'team.deleteRole',
  kind: 'change',
  destructive: true,
  summary: 'Delete a role for members',
  description:
    'Deletes a role of the workspace that no member has and no open invitation promises.',
  requires: { right: tuple('team.*.delete_role') },
  request: closed({ roleId: CustomRoleReference }),
  data: closed({}),
  problems: ['unlatch/team/role_not_found', 'unlatch/team/role_in_use'],
  example: { roleId: 'teamrole_1234abcd' },
});
