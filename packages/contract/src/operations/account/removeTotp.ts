import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';

export const removeTotp = defineOperation({
  name: 'account.removeTotp',
  kind: 'change',
  auth: ['user'],
  stepUp: true,
  destructive: true,
  summary: 'Remove the authenticator app',
  description: 'Logging in asks for no code any more. The recovery codes end too.',
  requires: { right: NOTHING },
  request: closed({}),
  bodyOptional: true,
  data: closed({}),
  problems: [],
  example: {},
});
