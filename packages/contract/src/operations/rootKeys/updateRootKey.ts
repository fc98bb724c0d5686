import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { Expires } from '../../shapes/key.js';
import {
  RootKey,
  RootKeyName,
  RootKeyPermissions,
  RootKeyReference,
} from '../../shapes/root-key.js';
import { closed, nullable } from '../../shapes/schema.js';

export const updateRootKey = defineOperation({
  name: 'rootKeys.updateRootKey',
  kind: 'change',
  summary: 'Change a root key',
  description:
    'Sets the fields that are sent and leaves the others. null clears a field. The field permissions replaces all permissions. Takes effect at once, and answers with the root key as it is now. The calling root key must have every permission that the other one has before and after the change, and must not expire earlier. Of itself, a root key can change only the name.',
  requires: {
    right: tuple('root_key.*.update_root_key'),
  },
  request: closed({
    rootKeyId: RootKeyReference,
    name: Type.Optional(nullable(RootKeyName)),
    permissions: Type.Optional(RootKeyPermissions),
    enabled: Type.Optional(Type.Boolean()),
    expires: Type.Optional(nullable(Expires)),
  }),
  data: RootKey,
  problems: ['unkey/data/root_key_not_found', 'unkey/application/protected_resource'],
  example: { rootKeyId: 'root_1234abcd', enabled: false },
});
