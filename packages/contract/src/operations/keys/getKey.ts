import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { KEY_IDS, onKey } from '../../rights/rights-by-thing.js';
import { Key, KeyReference } from '../../shapes/key.js';
import { closed } from '../../shapes/schema.js';

export const getKey = defineOperation({
  name: 'keys.getKey',
  kind: 'read',
  stepUp: 'decrypt',
  summary: 'Get a key',
  description:
    'Shows everything about a key. With decrypt, it also shows the plaintext of a recoverable key, which leaves an audit event.',
  requires: {
    right: onKey('read_key'),
    found: KEY_IDS,
    also: { decrypt: { when: 'to decrypt', right: onKey('decrypt_key'), found: KEY_IDS } },
  },
  request: closed({
    keyId: KeyReference,
    decrypt: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Whether the answer has the plaintext of a recoverable key.',
      }),
    ),
  }),
  data: Key,
  secrets: { data: ['plaintext'] },
  problems: ['unkey/data/key_not_found', 'unkey/application/precondition_failed'],
  example: { keyId: 'key_1234abcd' },
});
