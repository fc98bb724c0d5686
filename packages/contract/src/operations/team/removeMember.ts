import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { MANAGE_OWNERS } from '../../rights/team-rights.js';
import { closed } from '../../shapes/schema.js';
import { MemberReference } from '../../shapes/team.js';

export const removeMember = defineOperation({
  name: 'team.removeMember',
  kind: 'change',
  destructive: true,
  stepUp: true,
  summary: 'Remove a member',
  description:
    'Takes a person out of the workspace. The person keeps the account, and other workspaces. Root keys that the person has created go on working. Takes effect on the next request of the person. Open invitations of the person are deleted.',
  requires: { right: tuple('team.*.remove_member'), also: MANAGE_OWNERS },
  request: closed({ userId: MemberReference }),
  data: closed({}),
  problems: ['unlatch/team/member_not_found', 'unlatch/team/last_owner'],
  example: { userId: 'user_1234abcd' },
});
