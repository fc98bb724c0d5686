import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';
import { PasskeyOptions } from '../../shapes/second-factor.js';

export const startPasskey = defineOperation({
  name: 'account.startPasskey',
  kind: 'read',
  auth: ['user'],
  stepUp: true,
  summary: 'Begin to add a passkey',
  description:
    'Gives what the browser needs to make a passkey. The answer of the authenticator goes to account.finishPasskey within five minutes.',
  requires: { right: NOTHING },
  request: closed({}),
  bodyOptional: true,
  data: closed({ options: PasskeyOptions }),
  problems: ['unkey/application/precondition_failed'],
  example: {},
});
