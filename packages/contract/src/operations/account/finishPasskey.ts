import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';
import { PasskeyName, PasskeyResponse } from '../../shapes/second-factor.js';

export const finishPasskey = defineOperation({
  name: 'account.finishPasskey',
  kind: 'change',
  auth: ['user'],
  stepUp: true,
  summary: 'Add a passkey',
  description: 'The person can log in and confirm the identity with it from now on.',
  requires: { right: NOTHING },
  request: closed({ name: PasskeyName, response: PasskeyResponse }),
  data: closed({ passkeyId: Type.String() }),
  secrets: { request: ['response'] },
  problems: [
    'unkey/application/precondition_failed',
    'unkey/application/quota_exceeded',
    'unlatch/session/wrong_credentials',
  ],
  example: { name: 'Laptop', response: { id: 'Zm9yIHRoZSBleGFtcGxl', type: 'public-key' } },
});
