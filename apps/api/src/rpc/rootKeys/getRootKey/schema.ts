import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { RootKeyId, RootKeyResponse } from '../../shared/root-key.js';

export const definition = defineRpc({
  name: 'rootKeys.getRootKey',
  kind: 'read',
  summary: 'Get a root key',
  description:
    'What a root key may do and until when. The root key itself is not stored and cannot be shown. Needs the permission root_key.*.read_root_key.',
  request: closed({ rootKeyId: RootKeyId }),
  data: RootKeyResponse,
  problems: ['unkey/data/root_key_not_found'],
  example: { rootKeyId: 'root_1234abcd' },
});
