import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { PersonSession } from '../../shapes/person.js';
import { closed, listOf, nullable, oneOf } from '../../shapes/schema.js';

export const getStatus = defineOperation({
  name: 'login.getStatus',
  kind: 'read',
  auth: [],
  summary: 'Get the state of this browser',
  description:
    'Says how a person can log in here, and who is logged in. It needs no x-csrf, and gives the one of the session.',
  requires: { right: NOTHING },
  request: closed({}),
  bodyOptional: true,
  data: closed({
    installation: oneOf(['new', 'ready'], 'new: there is no person yet, so the setup link works.'),
    secure: Type.Boolean({
      description: 'Whether no other machine can read along: https, or a loopback address.',
    }),
    mayLogIn: Type.Boolean({ description: 'Whether a person may log in over this connection.' }),
    methods: closed({
      password: Type.Boolean(),
      passkey: Type.Boolean(),
      sso: listOf(closed({ id: Type.String(), name: Type.String() })),
    }),
    session: nullable(PersonSession),
  }),
  problems: [],
  example: {},
});
