import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { LinkToken } from '../../shapes/person.js';
import { closed, oneOf, UnixMs } from '../../shapes/schema.js';

export const getInvitation = defineOperation({
  name: 'login.getInvitation',
  kind: 'read',
  auth: [],
  summary: 'Look at an invitation',
  description:
    'Shows the holder of the link of an invitation what it is for. The field acceptance says what accepting it takes. newAccount: a name and a password. logIn: the person logs in first. confirm: nothing more. otherAccount: the person logs out first.',
  requires: { right: NOTHING },
  request: closed({ token: LinkToken }),
  data: closed({
    email: Type.String(),
    workspaceName: Type.String(),
    roleName: Type.String(),
    invitedBy: Type.String({ description: 'The name of the person or root key that invites.' }),
    acceptance: oneOf(
      ['newAccount', 'logIn', 'confirm', 'otherAccount'],
      'What accepting it takes in this browser.',
    ),
    expiresAt: UnixMs,
  }),
  secrets: { request: ['token'] },
  problems: ['unlatch/link/used_or_expired'],
  example: { token: 'Zm9yIHRoZSBleGFtcGxl' },
});
