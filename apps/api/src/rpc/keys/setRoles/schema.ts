import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, KeyId, listOf, RoleName } from '../../shared/fields.js';
import { RoleResponse } from '../../shared/role.js';

export const definition = defineRpc({
  name: 'keys.setRoles',
  kind: 'change',
  summary: 'Set the roles of a key',
  description:
    'Makes these, and no others, the roles of the key, and answers with them. Permissions that the key has itself it keeps. Needs the permission api.*.update_key or api.<apiId>.update_key.',
  request: closed({
    keyId: KeyId,
    roles: Type.Array(RoleName, {
      maxItems: 100,
      description: 'Names of roles; they must exist. None at all clears the key.',
    }),
  }),
  data: listOf(RoleResponse),
  problems: ['unkey/data/key_not_found', 'unkey/data/role_not_found'],
  example: { keyId: 'key_1234abcd', roles: ['editor'] },
});
