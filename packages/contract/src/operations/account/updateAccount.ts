import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { Account, PersonName } from '../../shapes/person.js';
import { closed } from '../../shapes/schema.js';

export const updateAccount = defineOperation({
  name: 'account.updateAccount',
  kind: 'change',
  auth: ['user'],
  summary: 'Update the own account',
  requires: { right: NOTHING },
  request: closed({ name: PersonName }),
  data: Account,
  problems: [],
  example: { name: 'The owner' },
});
