import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { RootKeyId } from '../../shared/root-key.js';

export const definition = defineRpc({
  name: 'rootKeys.deleteRootKey',
  kind: 'change',
  summary: 'Delete a root key',
  description:
    'From the moment this is answered the root key is no longer accepted. The calling root key must have all that the other one has and last as long, and cannot delete itself. Needs the permission root_key.*.delete_root_key.',
  request: closed({ rootKeyId: RootKeyId }),
  data: closed({}),
  problems: ['unkey/data/root_key_not_found', 'unkey/application/protected_resource'],
  example: { rootKeyId: 'root_1234abcd' },
});
