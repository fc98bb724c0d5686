import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { NOTHING } from '../../rights/right.js';
import { closed } from '../../shapes/schema.js';

export const startTotp = defineOperation({
  name: 'account.startTotp',
  kind: 'change',
  auth: ['user'],
  stepUp: true,
  summary: 'Begin to set up an authenticator app',
  description:
    'Gives the secret for the app. It counts only after account.confirmTotp has shown that the app has it. An app that is set up goes on working until then.',
  requires: { right: NOTHING },
  request: closed({}),
  bodyOptional: true,
  data: closed({
    secret: Type.String({ description: 'In Base32, to be typed in by hand.' }),
    uri: Type.String({ description: 'The same as an otpauth: address, to be shown as a QR code.' }),
  }),
  secrets: { data: ['secret', 'uri'] },
  problems: [],
  example: {},
});
