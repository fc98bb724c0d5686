import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { PAGE } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';
import { Invitation } from '../../shapes/team.js';

export const listInvitations = defineOperation({
  name: 'team.listInvitations',
  kind: 'read',
  summary: 'List invitations',
  description:
    'Lists the invitations that can still be accepted, by age. Their links are not shown: only hashes of their tokens are stored.',
  requires: { right: tuple('team.*.read_invitation') },
  request: closed({ ...PAGE }),
  data: Invitation,
  paginated: true,
  problems: [],
  example: { limit: 50 },
});
