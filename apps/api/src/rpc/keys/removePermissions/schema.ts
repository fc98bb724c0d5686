import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, KeyId, listOf, PermissionSlug } from '../../shared/fields.js';
import { PermissionResponse } from '../../shared/permission.js';

export const definition = defineRpc({
  name: 'keys.removePermissions',
  kind: 'change',
  summary: 'Take permissions from a key',
  description:
    'Takes permissions from those that the key has itself, and answers with what it has left, by slug. What a key has through a role it keeps. Needs the permission api.*.update_key or api.<apiId>.update_key, together with rbac.*.remove_permission_from_key.',
  request: closed({
    keyId: KeyId,
    permissions: Type.Array(PermissionSlug, {
      minItems: 1,
      maxItems: 1000,
      description: 'Slugs; the permissions must exist.',
    }),
  }),
  data: listOf(PermissionResponse),
  problems: ['unkey/data/key_not_found', 'unkey/data/permission_not_found'],
  example: { keyId: 'key_1234abcd', permissions: ['documents.read'] },
});
