import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, Expires, nullable } from '../../shared/fields.js';
import {
  RootKeyId,
  RootKeyName,
  RootKeyPermissions,
  RootKeyResponse,
} from '../../shared/root-key.js';

export const definition = defineRpc({
  name: 'rootKeys.updateRootKey',
  kind: 'change',
  summary: 'Change a root key',
  description:
    'Sets what is present and leaves what is absent; null clears. permissions replaces all of them. Takes effect at once and answers with the root key as it is now. The calling root key must have all that the other one has and shall have, and last as long; of itself it can only change the name. Needs the permission root_key.*.update_root_key.',
  request: closed({
    rootKeyId: RootKeyId,
    name: Type.Optional(nullable(RootKeyName)),
    permissions: Type.Optional(RootKeyPermissions),
    enabled: Type.Optional(Type.Boolean()),
    expires: Type.Optional(nullable(Expires)),
  }),
  data: RootKeyResponse,
  problems: ['unkey/data/root_key_not_found', 'unkey/application/protected_resource'],
  example: { rootKeyId: 'root_1234abcd', enabled: false },
});
