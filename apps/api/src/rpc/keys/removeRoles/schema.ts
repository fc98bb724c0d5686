import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, KeyId, listOf, RoleName } from '../../shared/fields.js';
import { RoleResponse } from '../../shared/role.js';

export const definition = defineRpc({
  name: 'keys.removeRoles',
  kind: 'change',
  summary: 'Take roles from a key',
  description:
    'Takes roles from the key, and answers with those that it has left, by name. Needs the permission api.*.update_key or api.<apiId>.update_key.',
  request: closed({
    keyId: KeyId,
    roles: Type.Array(RoleName, {
      minItems: 1,
      maxItems: 100,
      description: 'Names of roles; they must exist.',
    }),
  }),
  data: listOf(RoleResponse),
  problems: ['unkey/data/key_not_found', 'unkey/data/role_not_found'],
  example: { keyId: 'key_1234abcd', roles: ['editor'] },
});
