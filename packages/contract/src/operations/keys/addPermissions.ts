import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { CREATE_MISSING_PERMISSIONS, KEY_IDS, updateKeyAnd } from '../../rights/rights-by-thing.js';
import { ruled } from '../../shapes/annotations.js';
import { KeyReference } from '../../shapes/key.js';
import { Permission, PermissionSlug } from '../../shapes/permission.js';
import { closed, listOf } from '../../shapes/schema.js';

export const addPermissions = defineOperation({
  name: 'keys.addPermissions',
  kind: 'change',
  summary: 'Give permissions to a key',
  description:
    'Adds permissions to those that the key itself has, up to 1,000. Answers with all of them: first those that it had, by slug, then the new ones.',
  requires: {
    right: updateKeyAnd('rbac.*.add_permission_to_key'),
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
    permissions: ruled(
      'must not give the key more than 1000 permissions of its own',
      Type.Array(PermissionSlug, {
        minItems: 1,
        maxItems: 1000,
        description: 'Slugs. Missing permissions are created.',
      }),
    ),
  }),
  data: listOf(Permission),
  problems: [
    'unkey/application/quota_exceeded',
    'unkey/data/key_not_found',
    'unkey/data/permission_already_exists',
  ],
  example: { keyId: 'key_1234abcd', permissions: ['documents.read'] },
});
