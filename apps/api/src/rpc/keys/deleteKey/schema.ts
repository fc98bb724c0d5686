import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, KeyId } from '../../shared/fields.js';

export const definition = defineRpc({
  name: 'keys.deleteKey',
  kind: 'change',
  summary: 'Delete a key',
  description:
    'From the moment this is answered the key is no longer valid. Needs the permission api.*.delete_key or api.<apiId>.delete_key.',
  request: closed({
    keyId: KeyId,
    permanent: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Remove the row and its links too, instead of only marking it as deleted.',
      }),
    ),
  }),
  data: closed({}),
  problems: ['unkey/data/key_not_found'],
  example: { keyId: 'key_1234abcd' },
});
