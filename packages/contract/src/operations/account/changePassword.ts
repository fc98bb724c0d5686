import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { NewPassword, PersonSession, TypedPassword } from '../../shapes/person.js';
import { closed } from '../../shapes/schema.js';

export const changePassword = defineOperation({
  name: 'account.changePassword',
  kind: 'change',
  auth: ['user'],
  summary: 'Change the own password',
  description:
    'Ends all sessions of the person. This browser gets a new one. An account without a password gets its first one after a confirmation of the identity.',
  requires: { right: NOTHING },
  request: closed({
    currentPassword: Type.Optional(TypedPassword),
    newPassword: NewPassword,
  }),
  data: PersonSession,
  secrets: { request: ['currentPassword', 'newPassword'] },
  problems: [
    'unlatch/session/wrong_credentials',
    'unlatch/session/too_many_attempts',
    'unlatch/session/step_up_needed',
  ],
  example: {
    currentPassword: 'a long sentence is easy to keep',
    newPassword: 'another sentence is as easy to keep',
  },
});
