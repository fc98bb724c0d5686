import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { RootKey, RootKeyReference } from '../../shapes/root-key.js';
import { closed } from '../../shapes/schema.js';

export const getRootKey = defineOperation({
  name: 'rootKeys.getRootKey',
  kind: 'read',
  summary: 'Get a root key',
  description:
    'Shows what a root key may do, and until when. The root key itself is not stored, so it cannot be shown.',
  requires: {
    right: tuple('root_key.*.read_root_key'),
  },
  request: closed({ rootKeyId: RootKeyReference }),
  data: RootKey,
  problems: ['unkey/data/root_key_not_found'],
  example: { rootKeyId: 'root_1234abcd' },
});
