import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { KEY_IDS, onKey } from '../../rights/rights-by-thing.js';
import { KeyReference } from '../../shapes/key.js';
import { closed } from '../../shapes/schema.js';

export const deleteKey = defineOperation({
  name: 'keys.deleteKey',
  kind: 'change',
  destructive: true,
  summary: 'Delete a key',
  description: 'Deletes a key. Once the answer has come, the key is no longer valid.',
  requires: {
    right: onKey('delete_key'),
    found: KEY_IDS,
  },
  request: closed({
    keyId: KeyReference,
    permanent: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'Whether to remove the row of the key and its links too, instead of only marking the key as deleted.',
      }),
    ),
  }),
  data: closed({}),
  problems: ['unkey/data/key_not_found'],
  example: { keyId: 'key_1234abcd' },
});
