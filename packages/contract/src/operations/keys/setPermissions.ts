import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { CREATE_MISSING_PERMISSIONS, KEY_IDS, updateKeyAnd } from '../../rights/rights-by-thing.js';
import { KeyReference } from '../../shapes/key.js';
import { Permission, PermissionSlug } from '../../shapes/permission.js';
import { closed, listOf } from '../../shapes/schema.js';

export const setPermissions = defineOperation({
  name: 'keys.setPermissions',
  kind: 'change',
  summary: 'Set the permissions of a key',
  description:
    'Replaces the permissions that the key itself has by these, and answers with them. The key keeps what it has through roles.',
  requires: {
    right: updateKeyAnd('rbac.*.add_permission_to_key', 'rbac.*.remove_permission_from_key'),
    found: KEY_IDS,
    also: {
      createPermission: {
        when: 'if a permission does not exist yet',
        right: CREATE_MISSING_PERMISSIONS,
      },
    },
  },
  request: closed({
    keyId: KeyReference,
    permissions: Type.Array(PermissionSlug, {
      maxItems: 1000,
      description:
        'Slugs. Missing permissions are created. An empty list takes all permissions from the key.',
    }),
  }),
  data: listOf(Permission),
  problems: [
    'unkey/application/quota_exceeded',
    'unkey/data/key_not_found',
    'unkey/data/permission_already_exists',
  ],
  example: { keyId: 'key_1234abcd', permissions: ['documents.read'] },
});
