import { defineOperation } from '../../operation.js';
import { urn } from '../../rights/right.js';
import { RootKey, RootKeyReference } from '../../shapes/root-key.js';
import { closed } from '../../shapes/schema.js';

export const getKey = defineOperation({
  name: 'rootKeys.getKey',
  kind: 'read',
  summary: 'Get a root key',
  description:
    'Shows what a root key may do, and until when. The root key itself is not stored, so it cannot be shown.',
  requires: {
    right: urn('rootKeys/{keyId}', 'read'),
  },
  request: closed({ keyId: RootKeyReference }),
  data: RootKey,
  problems: ['unkey/data/root_key_not_found'],
  example: { keyId: 'root_1234abcd' },
});
