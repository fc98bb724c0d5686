import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed, listOf } from '../../shapes/schema.js';
import { Passkey } from '../../shapes/second-factor.js';

export const getSecondFactors = defineOperation({
  name: 'account.getSecondFactors',
  kind: 'read',
  auth: ['user'],
  summary: 'Get the own second factors',
  description: 'Says whether an authenticator app is set up, and lists the passkeys, 20 at most.',
  requires: { right: NOTHING },
  request: closed({}),
  bodyOptional: true,
  data: closed({
    hasTotp: Type.Boolean({ description: 'Whether log-in asks for a code of an app.' }),
    recoveryCodesLeft: Type.Integer(),
    passkeys: listOf(Passkey),
    mayUsePasskeys: Type.Boolean({
      description: 'False: this installation has no name that passkeys can be bound to.',
    }),
  }),
  problems: [],
  example: {},
});
