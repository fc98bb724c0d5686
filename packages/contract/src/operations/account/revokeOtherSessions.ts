import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';

export const revokeOtherSessions = defineOperation({
  name: 'account.revokeOtherSessions',
  kind: 'change',
  auth: ['user'],
  summary: 'End all own sessions but this one',
  requires: { right: NOTHING },
  request: closed({}),
  bodyOptional: true,
  data: closed({ revoked: Type.Integer() }),
  problems: [],
  example: {},
});
