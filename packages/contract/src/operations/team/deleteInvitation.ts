import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';
import { InvitationReference } from '../../shapes/team.js';

export const deleteInvitation = defineOperation({
  name: 'team.deleteInvitation',
  kind: 'change',
  destructive: true,
  summary: 'Delete an invitation',
  description: 'Ends an open invitation. Its link is refused from then on.',
  requires: { right: tuple('team.*.delete_invitation') },
  request: closed({ invitationId: InvitationReference }),
  data: closed({}),
  problems: ['unlatch/team/invitation_not_found'],
  example: { invitationId: 'inv_1234abcd' },
});
