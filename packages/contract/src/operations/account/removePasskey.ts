import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';
import { PasskeyReference } from '../../shapes/second-factor.js';

export const removePasskey = defineOperation({
  name: 'account.removePasskey',
  kind: 'change',
  auth: ['user'],
  stepUp: true,
  destructive: true,
  summary: 'Remove a passkey',
  description: 'It opens nothing from then on. One that is gone is no failure.',
  requires: { right: NOTHING },
  request: closed({ passkeyId: PasskeyReference }),
  data: closed({}),
  problems: [],
  example: { passkeyId: 'pk_1234abcd' },
});
