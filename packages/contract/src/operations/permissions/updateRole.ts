import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { onRole } from '../../rights/rights-by-thing.js';
import { Description } from '../../shapes/permission.js';
import { NewRoleName, RoleReference } from '../../shapes/role.js';
import { closed, nullable } from '../../shapes/schema.js';

export const updateRole = defineOperation({
  name: 'permissions.updateRole',
  kind: 'change',
  summary: 'Update a role',
  description:
    'Sets the fields that are sent and leaves the others. null or an empty text clears the description. The keys that have the role keep it under its new name. Answers with the role as it is now, without its permissions.',
  requires: {
    right: onRole('update_role'),
    found: ['roleId'],
  },
  request: closed({
    role: RoleReference,
    name: Type.Optional(NewRoleName),
    description: Type.Optional(nullable(Description)),
  }),
  data: closed({
    id: Type.String(),
    name: Type.String(),
    description: Type.Optional(Type.String()),
  }),
  errorTypes: 'plain',
  problems: ['unkey/data/role_not_found', 'unkey/data/role_already_exists'],
  example: { role: 'editor', name: 'author', description: null },
});
