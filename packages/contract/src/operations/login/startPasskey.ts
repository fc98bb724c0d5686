import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';
import { PasskeyOptions } from '../../shapes/second-factor.js';

export const startPasskey = defineOperation({
  name: 'login.startPasskey',
  kind: 'read',
  auth: [],
  summary: 'Ask for a passkey',
  description:
    'Gives what the browser needs to ask for any passkey of this installation. The answer of the authenticator goes to login.finishPasskey, or to account.confirmIdentity, within five minutes.',
  requires: { right: NOTHING },
  request: closed({}),
  bodyOptional: true,
  data: closed({ options: PasskeyOptions }),
  problems: ['unkey/application/precondition_failed'],
  example: {},
});
