import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { PAGE } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';
import { TeamRole } from '../../shapes/team.js';

export const listRoles = defineOperation({
  name: 'team.listRoles',
  kind: 'read',
  summary: 'List roles of members',
  description:
    'Lists the roles that members can have, with their permissions: the built-in ones first, then those of the workspace by age.',
  requires: { right: tuple('team.*.read_role') },
  request: closed({ ...PAGE }),
  data: TeamRole,
  paginated: true,
  problems: [],
  example: { limit: 50 },
});
