import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { PersonSession } from '../../shapes/person.js';
import { exactlyOneOf } from '../../shapes/schema.js';
import { RecoveryCode, TotpCode } from '../../shapes/second-factor.js';

export const confirmTotp = defineOperation({
  name: 'login.confirmTotp',
  kind: 'change',
  auth: [],
  summary: 'Confirm the second factor',
  description:
    'Completes a log-in whose session still lacks the second factor. The session gets a new token. Each code of the app works once, and so does each recovery code.',
  requires: { right: NOTHING },
  request: exactlyOneOf({ code: TotpCode, recoveryCode: RecoveryCode }, {}),
  data: PersonSession,
  secrets: { request: ['code', 'recoveryCode'] },
  problems: ['unlatch/session/wrong_credentials', 'unlatch/session/too_many_attempts'],
  example: { code: '123456' },
});
