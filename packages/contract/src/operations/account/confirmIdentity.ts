import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { PersonSession, TypedPassword } from '../../shapes/person.js';
import { exactlyOneOf } from '../../shapes/schema.js';
import { PasskeyResponse, TotpCode } from '../../shapes/second-factor.js';

export const confirmIdentity = defineOperation({
  name: 'account.confirmIdentity',
  kind: 'change',
  auth: ['user'],
  summary: 'Confirm the own identity',
  description:
    'Permits dangerous acts of this session for ten minutes. The session gets a new token. The proof is the password, a code of the authenticator app, or the answer of a passkey to login.startPasskey.',
  requires: { right: NOTHING },
  request: exactlyOneOf({ password: TypedPassword, code: TotpCode, passkey: PasskeyResponse }, {}),
  data: PersonSession,
  secrets: { request: ['password', 'code', 'passkey'] },
  problems: [
    'unkey/application/precondition_failed',
    'unlatch/session/wrong_credentials',
    'unlatch/session/too_many_attempts',
  ],
  example: { password: 'a long sentence is easy to keep' },
});
