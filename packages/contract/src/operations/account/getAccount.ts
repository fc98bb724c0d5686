import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { Account } from '../../shapes/person.js';
import { closed } from '../../shapes/schema.js';

export const getAccount = defineOperation({
  name: 'account.getAccount',
  kind: 'read',
  auth: ['user'],
  summary: 'Get the own account',
  requires: { right: NOTHING },
  request: closed({}),
  bodyOptional: true,
  data: Account,
  problems: [],
  example: {},
});
