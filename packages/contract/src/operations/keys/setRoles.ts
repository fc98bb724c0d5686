import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { KEY_IDS, onKey, STRICT_FOR_SETTING_ROLES } from '../../rights/rights-by-thing.js';
import { KeyReference } from '../../shapes/key.js';
import { Role, RoleName } from '../../shapes/role.js';
import { closed, listOf } from '../../shapes/schema.js';

export const setRoles = defineOperation({
  name: 'keys.setRoles',
  kind: 'change',
  summary: 'Set the roles of a key',
  description:
    'Replaces the roles of the key by these, and answers with them. The key keeps the permissions that it has itself.',
  requires: {
    right: onKey('update_key'),
    found: KEY_IDS,
    also: STRICT_FOR_SETTING_ROLES,
  },
  request: closed({
    keyId: KeyReference,
    roles: Type.Array(RoleName, {
      maxItems: 100,
      description: 'Names of roles, which must exist. An empty list takes all roles from the key.',
    }),
  }),
  data: listOf(Role),
  problems: ['unkey/data/key_not_found', 'unkey/data/role_not_found'],
  example: { keyId: 'key_1234abcd', roles: ['editor'] },
});
