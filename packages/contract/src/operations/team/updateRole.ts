import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { closed, nullable } from '../../shapes/schema.js';
import {
  CustomRoleReference,
  TeamRoleDescription,
  TeamRoleName,
  TeamRolePermissions,
} from '../../shapes/team.js';

export const updateRole = defineOperation({
  name: 'team.updateRole',
  kind: 'change',
  stepUp: true,
  summary: 'Change a role for members',
  description:
    'Sets the fields that are sent and leaves the others. The field permissions replaces all permissions, and the caller must hold each of them. Takes effect on the next request of every member with the role.',
  requires: { right: tuple('team.*.update_role') },
  request: closed({
    roleId: CustomRoleReference,
    name: Type.Optional(TeamRoleName),
    description: Type.Optional(nullable(TeamRoleDescription)),
    permissions: Type.Optional(TeamRolePermissions),
  }),
  data: closed({}),
  problems: ['unlatch/team/role_not_found', 'unlatch/team/role_already_exists'],
  example: { roleId: 'teamrole_1234abcd', permissions: ['api.*.verify_key'] },
});
