import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { KEY_IDS, updateKeyAnd } from '../../rights/rights-by-thing.js';
import { ruled } from '../../shapes/annotations.js';
import { KeyReference } from '../../shapes/key.js';
import { Role, RoleName } from '../../shapes/role.js';
import { closed, listOf } from '../../shapes/schema.js';

export const addRoles = defineOperation({
  name: 'keys.addRoles',
  kind: 'change',
  summary: 'Give roles to a key',
  description:
    'Adds roles to those that the key has, up to 100. Answers with all of them: first those that it had, by name, then the new ones.',
  requires: {
    right: updateKeyAnd('rbac.*.add_role_to_key'),
    found: KEY_IDS,
  },
  request: closed({
    keyId: KeyReference,
    roles: ruled(
      'must not give the key more than 100 roles of its own',
      Type.Array(RoleName, {
        minItems: 1,
        maxItems: 100,
        description: 'Names of roles, which must exist.',
      }),
    ),
  }),
  data: listOf(Role),
  problems: ['unkey/data/key_not_found', 'unkey/data/role_not_found'],
  example: { keyId: 'key_1234abcd', roles: ['editor'] },
});
