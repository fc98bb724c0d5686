import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, KeyId, listOf, RoleName } from '../../shared/fields.js';
import { RoleResponse } from '../../shared/role.js';

export const definition = defineRpc({
  name: 'keys.addRoles',
  kind: 'change',
  summary: 'Give roles to a key',
  description:
    'Adds roles to those that the key has, and answers with all of them: first those that it had, by name, then the new ones. Needs the permission api.*.update_key or api.<apiId>.update_key, together with rbac.*.add_role_to_key.',
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
