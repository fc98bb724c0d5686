import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { RootKeyReference } from '../../shapes/root-key.js';
import { closed } from '../../shapes/schema.js';

export const deleteRootKey = defineOperation({
  name: 'rootKeys.deleteRootKey',
  kind: 'change',
  destructive: true,
  summary: 'Delete a root key',
  description:
    'Deletes a root key. Once the answer has come, the root key is no longer accepted. The calling root key must have every permission of the other one, and must not expire earlier. It cannot delete itself.',
  requires: {
    right: tuple('root_key.*.delete_root_key'),
  },
  request: closed({ rootKeyId: RootKeyReference }),
  data: closed({}),
  problems: ['unkey/data/root_key_not_found', 'unkey/application/protected_resource'],
  example: { rootKeyId: 'root_1234abcd' },
});
