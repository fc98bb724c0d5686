import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { PersonSession, TypedPassword } from '../../shapes/person.js';
import { exactlyOneOf } from '../../shapes/schema.js';

export const confirmIdentity = defineOperation({
  name: 'account.confirmIdentity',
  kind: 'change',
  auth: ['user'],
  summary: 'Confirm the own identity',
  description:
    'Permits dangerous acts of this session for ten minutes. The session gets a new token.',
  requires: { right: NOTHING },
  request: exactlyOneOf({ password: TypedPassword }, {}),
  data: PersonSession,
  secrets: { request: ['password'] },
  problems: ['unlatch/session/wrong_credentials', 'unlatch/session/too_many_attempts'],
  example: { password: 'a long sentence is easy to keep' },
});
