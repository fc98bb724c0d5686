import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';
import { RecoveryCodes } from '../../shapes/second-factor.js';

export const createRecoveryCodes = defineOperation({
  name: 'account.createRecoveryCodes',
  kind: 'change',
  auth: ['user'],
  stepUp: true,
  summary: 'Get new recovery codes',
  description: 'The earlier ones end.',
  requires: { right: NOTHING },
  request: closed({}),
  bodyOptional: true,
  data: closed({ recoveryCodes: RecoveryCodes }),
  secrets: { data: ['recoveryCodes'] },
  problems: ['unkey/application/precondition_failed'],
  example: {},
});
