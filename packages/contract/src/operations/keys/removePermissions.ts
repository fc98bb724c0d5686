import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { KEY_IDS, updateKeyAnd } from '../../rights/rights-by-thing.js';
import { KeyReference } from '../../shapes/key.js';
import { Permission, PermissionSlug } from '../../shapes/permission.js';
import { closed, listOf } from '../../shapes/schema.js';

export const removePermissions = defineOperation({
  name: 'keys.removePermissions',
  kind: 'change',
  summary: 'Take permissions from a key',
  description:
    'Takes permissions from those that the key itself has. Answers with those that are left, by slug. The key keeps what it has through roles.',
  requires: {
    right: updateKeyAnd('rbac.*.remove_permission_from_key'),
    found: KEY_IDS,
  },
  request: closed({
    keyId: KeyReference,
    permissions: Type.Array(PermissionSlug, {
      minItems: 1,
      maxItems: 1000,
      description: 'Slugs of permissions, which must exist.',
    }),
  }),
  data: listOf(Permission),
  problems: ['unkey/data/key_not_found', 'unkey/data/permission_not_found'],
  example: { keyId: 'key_1234abcd', permissions: ['documents.read'] },
});
