import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { urn } from '../../rights/right.js';
import { Expires } from '../../shapes/key.js';
import { RootKeyName, RootKeyPermissions, RootKeyReference } from '../../shapes/root-key.js';
import { closed, nullable } from '../../shapes/schema.js';

export const updateKey = defineOperation({
  name: 'rootKeys.updateKey',
  kind: 'change',
  summary: 'Change a root key',
  description:
    'Sets the fields that are sent and leaves the others. null clears a field. The field permissions replaces all permissions, and the calling root key must have each of them. To enable a root key or to let it last longer, the calling one must have every permission of it. A calling root key that expires can change only root keys that expire no later, before and after the change. Of itself, a root key can change only the name. Takes effect at once.',
  requires: {
    right: urn('rootKeys/{keyId}', 'write'),
  },
  request: closed({
    keyId: RootKeyReference,
    name: Type.Optional(nullable(RootKeyName)),
    enabled: Type.Optional(Type.Boolean()),
    permissions: Type.Optional(RootKeyPermissions),
    expires: Type.Optional(nullable(Expires)),
  }),
  data: closed({}),
  problems: ['unkey/data/root_key_not_found', 'unkey/application/protected_resource'],
  example: { keyId: 'root_1234abcd', enabled: false },
});
