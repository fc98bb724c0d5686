import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, KeyId, listOf, PermissionSlug } from '../../shared/fields.js';
import { PermissionResponse } from '../../shared/permission.js';

export const definition = defineRpc({
  name: 'keys.addPermissions',
  kind: 'change',
  summary: 'Give permissions to a key',
  description:
    'Adds permissions to those that the key has itself, and answers with all of these: first those that it had, by slug, then the new ones. Needs the permission api.*.update_key or api.<apiId>.update_key, together with rbac.*.add_permission_to_key, and rbac.*.create_permission if one does not exist yet.',
  request: closed({
    keyId: KeyId,
    permissions: Type.Array(PermissionSlug, {
      minItems: 1,
      maxItems: 1000,
      description: 'Slugs; missing permissions are created.',
    }),
  }),
  data: listOf(PermissionResponse),
  problems: ['unkey/data/key_not_found', 'unkey/data/permission_already_exists'],
  example: { keyId: 'key_1234abcd', permissions: ['documents.read'] },
});
