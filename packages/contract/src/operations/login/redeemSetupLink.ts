import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { Email, LinkToken, NewPassword, PersonName, PersonSession } from '../../shapes/person.js';
import { closed } from '../../shapes/schema.js';
import { label } from '../../shapes/text.js';

export const redeemSetupLink = defineOperation({
  name: 'login.redeemSetupLink',
  kind: 'change',
  auth: [],
  summary: 'Make the first account',
  description:
    'Uses up the link that the service prints at its start, or that unlatch admin setup-link prints. The person becomes owner of the workspace of the link, and is logged in. If the address has an account, that account gets the new password, and its other sessions end.',
  requires: { right: NOTHING },
  request: closed({
    token: LinkToken,
    email: Email,
    name: PersonName,
    password: NewPassword,
    workspaceName: Type.Optional(label({ minLength: 1, maxLength: 256 })),
  }),
  data: PersonSession,
  secrets: { request: ['token', 'password'] },
  problems: [
    'unlatch/link/used_or_expired',
    'unlatch/session/too_many_attempts',
    'unlatch/session/insecure_connection',
  ],
  example: {
    token: 'Zm9yIHRoZSBleGFtcGxl',
    email: 'owner@example.com',
    name: 'The owner',
    password: 'a long sentence is easy to keep',
  },
});
