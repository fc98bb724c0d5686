import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';
import { RecoveryCodes, TotpCode } from '../../shapes/second-factor.js';

export const confirmTotp = defineOperation({
  name: 'account.confirmTotp',
  kind: 'change',
  auth: ['user'],
  stepUp: true,
  summary: 'Complete the authenticator app',
  description:
    'Takes the app into use: from now on, logging in with a password asks for its code. Gives new recovery codes, and the earlier ones end.',
  requires: { right: NOTHING },
  request: closed({ code: TotpCode }),
  data: closed({ recoveryCodes: RecoveryCodes }),
  secrets: { request: ['code'], data: ['recoveryCodes'] },
  problems: [
    'unkey/application/precondition_failed',
    'unlatch/session/wrong_credentials',
    'unlatch/session/too_many_attempts',
  ],
  example: { code: '123456' },
});
