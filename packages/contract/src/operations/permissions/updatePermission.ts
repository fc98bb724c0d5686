import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { onPermission } from '../../rights/rights-by-thing.js';
import {
  Description,
  NewPermissionSlug,
  Permission,
  PermissionName,
  PermissionReference,
} from '../../shapes/permission.js';
import { closed, nullable } from '../../shapes/schema.js';

export const updatePermission = defineOperation({
  name: 'permissions.updatePermission',
  kind: 'change',
  summary: 'Update a permission',
  description:
    'Sets the fields that are sent and leaves the others. null or an empty text clears the description. The keys and roles that have the permission keep it under its new slug: once the answer has come, verifications know only that one. Answers with the permission as it is now.',
  requires: {
    right: onPermission('update_permission'),
    found: ['permissionId'],
  },
  request: closed({
    permission: PermissionReference,
    name: Type.Optional(PermissionName),
    slug: Type.Optional(NewPermissionSlug),
    description: Type.Optional(nullable(Description)),
  }),
  data: Permission,
  errorTypes: 'plain',
  problems: ['unkey/data/permission_not_found', 'unkey/data/permission_already_exists'],
  example: { permission: 'documents.read', slug: 'documents.view', description: null },
});
