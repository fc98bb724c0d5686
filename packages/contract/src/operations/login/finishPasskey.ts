import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { PersonSession } from '../../shapes/person.js';
import { closed } from '../../shapes/schema.js';
import { PasskeyResponse } from '../../shapes/second-factor.js';

export const finishPasskey = defineOperation({
  name: 'login.finishPasskey',
  kind: 'change',
  auth: [],
  summary: 'Log in with a passkey',
  description:
    'Begins a session. The authenticator has verified the person, so no second factor is asked for.',
  requires: { right: NOTHING },
  request: closed({ response: PasskeyResponse }),
  data: PersonSession,
  secrets: { request: ['response'] },
  problems: [
    'unkey/application/precondition_failed',
    'unlatch/session/wrong_credentials',
    'unlatch/session/insecure_connection',
  ],
  example: { response: { id: 'Zm9yIHRoZSBleGFtcGxl', type: 'public-key' } },
});
