import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { MANAGE_OWNERS } from '../../rights/team-rights.js';
import { Email } from '../../shapes/person.js';
import { closed } from '../../shapes/schema.js';
import { NewInvitation, TeamRoleReference } from '../../shapes/team.js';

export const createInvitation = defineOperation({
  name: 'team.createInvitation',
  kind: 'change',
  stepUp: true,
  summary: 'Invite a person',
  description:
    'Invites a person by e-mail address. The answer has a link that accepts the invitation, once and within 24 hours. It is shown only there. If the service can send mail, it sends the link too. The caller must hold every permission of the role. An earlier invitation of the same address ends, so a repeated request is how to send a new link.',
  requires: { right: tuple('team.*.create_invitation'), also: MANAGE_OWNERS },
  request: closed({ email: Email, role: TeamRoleReference }),
  data: NewInvitation,
  secrets: { data: ['token', 'link'] },
  problems: [
    'unkey/application/quota_exceeded',
    'unlatch/team/already_a_member',
    'unlatch/team/role_not_found',
  ],
  example: { email: 'new.member@example.com', role: 'analyst' },
});
