import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { ListedSession } from '../../shapes/person.js';
import { closed, listOf } from '../../shapes/schema.js';

export const listSessions = defineOperation({
  name: 'account.listSessions',
  kind: 'read',
  auth: ['user'],
  summary: 'List the own sessions',
  description: 'The latest first. A person has at most 50.',
  requires: { right: NOTHING },
  request: closed({}),
  bodyOptional: true,
  data: closed({ sessions: listOf(ListedSession) }),
  problems: [],
  example: {},
});
