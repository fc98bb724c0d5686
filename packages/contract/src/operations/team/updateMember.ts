import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { MANAGE_OWNERS } from '../../rights/team-rights.js';
import { closed } from '../../shapes/schema.js';
import { MemberReference, TeamRoleReference } from '../../shapes/team.js';

export const updateMember = defineOperation({
  name: 'team.updateMember',
  kind: 'change',
  stepUp: true,
  summary: 'Give a member another role',
  description:
    'Gives a member another role. The caller must hold every permission of that role. Takes effect on the next request of the member. Open invitations of the member are deleted, because they may promise what the member no longer may give.',
  requires: { right: tuple('team.*.update_member'), also: MANAGE_OWNERS },
  request: closed({ userId: MemberReference, role: TeamRoleReference }),
  data: closed({}),
  problems: [
    'unlatch/team/member_not_found',
    'unlatch/team/role_not_found',
    'unlatch/team/last_owner',
  ],
  example: { userId: 'user_1234abcd', role: 'analyst' },
});
