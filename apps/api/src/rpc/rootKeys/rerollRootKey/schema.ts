import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { NewRootKey, RootKeyId } from '../../shared/root-key.js';

export const definition = defineRpc({
  name: 'rootKeys.rerollRootKey',
  kind: 'change',
  summary: 'Reroll a root key',
  description:
    'Issues a root key with the name, permissions and expiry of this one, which is then accepted for a while longer, but never longer than before. The calling root key must have all that the other one has and last as long. It can reroll itself, with some time left for the answer to arrive. Needs the permissions root_key.*.create_root_key and root_key.*.update_root_key.',
  request: closed({
    rootKeyId: RootKeyId,
    expiration: Type.Integer({
      format: 'int64',
      minimum: 0,
      maximum: 4_102_444_800_000,
      description:
        'For how many milliseconds the old root key is still accepted; 0 to end it at once.',
    }),
  }),
  data: NewRootKey,
  problems: ['unkey/data/root_key_not_found', 'unkey/application/protected_resource'],
  example: { rootKeyId: 'root_1234abcd', expiration: 3_600_000 },
});
