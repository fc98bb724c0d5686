import { defineOperation } from '../../operation.js';
import { urn } from '../../rights/right.js';
import { RootKeyReference } from '../../shapes/root-key.js';
import { closed } from '../../shapes/schema.js';

export const deleteKey = defineOperation({
  name: 'rootKeys.deleteKey',
  kind: 'change',
  destructive: true,
  summary: 'Delete a root key',
  description:
    'Deletes a root key. Once the answer has come, the root key is no longer accepted. It cannot delete itself.',
  requires: {
    right: urn('rootKeys/{keyId}', 'delete'),
  },
  request: closed({ keyId: RootKeyReference }),
  data: closed({}),
  problems: ['unkey/data/root_key_not_found', 'unkey/application/protected_resource'],
  example: { keyId: 'root_1234abcd' },
});
