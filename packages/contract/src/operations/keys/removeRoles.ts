import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { KEY_IDS, onKey, STRICT_FOR_REMOVING_ROLES } from '../../rights/rights-by-thing.js';
import { KeyReference } from '../../shapes/key.js';
import { Role, RoleName } from '../../shapes/role.js';
import { closed, listOf } from '../../shapes/schema.js';

export const removeRoles = defineOperation({
  name: 'keys.removeRoles',
  kind: 'change',
  summary: 'Take roles from a key',
  description: 'Takes roles from the key. Answers with those that are left, by name.',
  requires: {
    right: onKey('update_key'),
    found: KEY_IDS,
    also: STRICT_FOR_REMOVING_ROLES,
  },
  request: closed({
    keyId: KeyReference,
    roles: Type.Array(RoleName, {
      minItems: 1,
      maxItems: 100,
      description: 'Names of roles, which must exist.',
    }),
  }),
  data: listOf(Role),
  problems: ['unkey/data/key_not_found', 'unkey/data/role_not_found'],
  example: { keyId: 'key_1234abcd', roles: ['editor'] },
});
