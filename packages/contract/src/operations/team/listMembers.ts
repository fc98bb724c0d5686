import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { COUNT, PAGE, SEARCH, sortedBy } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';
import { Member } from '../../shapes/team.js';

export const listMembers = defineOperation({
  name: 'team.listMembers',
  kind: 'read',
  summary: 'List members',
  description:
    'Lists the people of the workspace with their roles, by id unless the request asks for another order. A search looks at id, e-mail address and name.',
  requires: { right: tuple('team.*.read_member') },
  request: closed({
    ...PAGE,
    search: Type.Optional(Type.String(SEARCH)),
    ...sortedBy(
      ['createdAt', 'email'],
      'createdAt, the default, is when the account of the person was made.',
    ),
    ...COUNT,
  }),
  data: Member,
  paginated: true,
  problems: [],
  example: { limit: 50 },
});
