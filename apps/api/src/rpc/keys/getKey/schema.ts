import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, KeyId } from '../../shared/fields.js';
import { KeyResponse } from '../../shared/key-details.js';

export const definition = defineRpc({
  name: 'keys.getKey',
  kind: 'read',
  summary: 'Get a key',
  description:
    'Everything about a key, and with decrypt the key itself if it is recoverable. Needs the permission api.*.read_key or api.<apiId>.read_key, and for decrypt also decrypt_key. Showing a key leaves an audit event.',
  request: closed({
    keyId: KeyId,
    decrypt: Type.Optional(
      Type.Boolean({ default: false, description: 'Show a recoverable key again.' }),
    ),
  }),
  data: KeyResponse,
  problems: ['unkey/data/key_not_found', 'unkey/application/precondition_failed'],
  example: { keyId: 'key_1234abcd' },
});
