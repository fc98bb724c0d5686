import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { LinkToken, NewPassword, PersonName, PersonSession } from '../../shapes/person.js';
import { closed } from '../../shapes/schema.js';

export const acceptInvitation = defineOperation({
  name: 'login.acceptInvitation',
  kind: 'change',
  auth: [],
  summary: 'Accept an invitation',
  description:
    'Uses up the link of an invitation, and makes the person a member of its workspace. A person without an account sends name and password, gets one, and is logged in. A person with one must be logged in as the invited person, and sends only the token.',
  requires: { right: NOTHING },
  request: closed({
    token: LinkToken,
    name: Type.Optional(PersonName),
    password: Type.Optional(NewPassword),
  }),
  data: PersonSession,
  secrets: { request: ['token', 'password'] },
  problems: [
    'unkey/application/quota_exceeded',
    'unlatch/link/used_or_expired',
    'unlatch/session/insecure_connection',
    'unlatch/workspace/too_many',
  ],
  example: {
    token: 'Zm9yIHRoZSBleGFtcGxl',
    name: 'A new member',
    password: 'a long sentence is easy to keep',
  },
});
