import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { allOf, tuple } from '../../rights/right.js';
import { PermissionQuery, PermissionSlug } from '../../shapes/permission.js';
import { RoleReference } from '../../shapes/role.js';
import { closed, listOf } from '../../shapes/schema.js';

export const testQuery = defineOperation({
  name: 'permissions.testQuery',
  kind: 'read',
  summary: 'Test a permission query',
  description:
    'Says whether a key with these permissions and roles would pass the query, and which of the roles would pass it alone. The rule is that of keys.verifyKey. It needs no key, uses nothing up and leaves no usage event.',
  requires: {
    right: allOf(tuple('rbac.*.read_permission'), tuple('rbac.*.read_role')),
  },
  request: closed({
    query: PermissionQuery,
    permissions: Type.Optional(
      Type.Array(PermissionSlug, {
        maxItems: 100,
        description: 'Slugs of permissions that the key would have itself. They need not exist.',
      }),
    ),
    roles: Type.Optional(
      Type.Array(RoleReference, {
        maxItems: 100,
        description: 'Roles that the key would have.',
      }),
    ),
  }),
  data: closed({
    passes: Type.Boolean({ description: 'Whether all of them together pass the query.' }),
    permissions: listOf(
      closed({
        slug: Type.String(),
        exists: Type.Boolean({
          description: 'false: no permission of the workspace has this slug, so no key has it.',
        }),
        held: Type.Boolean({ description: 'Whether the key would have it.' }),
      }),
      { description: 'What the query names, in its order, each once.' },
    ),
    roles: listOf(
      closed({
        id: Type.String(),
        name: Type.String(),
        passes: Type.Boolean({ description: 'Whether this role alone passes the query.' }),
      }),
      { description: 'The roles of the request, in its order, each once.' },
    ),
  }),
  problems: ['user/bad_request/permissions_query_syntax_error', 'unkey/data/role_not_found'],
  example: { query: 'documents.read AND documents.write', permissions: ['documents.read'] },
});
