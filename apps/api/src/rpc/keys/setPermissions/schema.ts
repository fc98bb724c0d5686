import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, KeyId, listOf, PermissionSlug } from '../../shared/fields.js';
import { PermissionResponse } from '../../shared/permission.js';

export const definition = defineRpc({
  name: 'keys.setPermissions',
  kind: 'change',
  summary: 'Set the permissions of a key',
  description:
    'Makes these, and no others, the permissions that the key has itself, and answers with them. What it has through roles it keeps. Needs the permission api.*.update_key or api.<apiId>.update_key, together with rbac.*.add_permission_to_key and rbac.*.remove_permission_from_key, and rbac.*.create_permission if one does not exist yet.',
  request: closed({
    keyId: KeyId,
    permissions: Type.Array(PermissionSlug, {
      maxItems: 1000,
      description: 'Slugs; missing permissions are created. None at all clears the key.',
    }),
  }),
  data: listOf(PermissionResponse),
  problems: ['unkey/data/key_not_found', 'unkey/data/permission_already_exists'],
  example: { keyId: 'key_1234abcd', permissions: ['documents.read'] },
});
