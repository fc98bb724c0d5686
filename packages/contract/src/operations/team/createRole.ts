import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';
import { TeamRoleDescription, TeamRoleName, TeamRolePermissions } from '../../shapes/team.js';

export const createRole = defineOperation({
  name: 'team.createRole',
  kind: 'change',
  stepUp: true,
  summary: 'Create a role for members',
  description:
    'Creates a role of single permissions, which may name single APIs, namespaces or identities. The caller must hold every permission of it.',
  requires: { right: tuple('team.*.create_role') },
  request: closed({
    name: TeamRoleName,
    description: Type.Optional(TeamRoleDescription),
    permissions: TeamRolePermissions,
  }),
  data: closed({ roleId: Type.String() }),
  problems: ['unkey/application/quota_exceeded', 'unlatch/team/role_already_exists'],
  example: { name: 'Support', permissions: ['api.*.verify_key'] },
});
