import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf, tuple } from '../../rights/right.js';
import { referTo } from '../../shapes/annotations.js';
import { COUNT, PAGE, SEARCH, sortedBy } from '../../shapes/page.js';
import { Role } from '../../shapes/role.js';
import { closed } from '../../shapes/schema.js';

export const listRoles = defineOperation({
  name: 'permissions.listRoles',
  kind: 'read',
  summary: 'List roles',
  description:
    'Lists roles with their permissions, by age unless the request asks for another order. A search looks at id, name and description.',
  requires: {
    right: anyOf(tuple('rbac.*.read_role')),
  },
  request: closed({
    ...PAGE,
    search: Type.Optional(referTo('role', ['name', 'id'], Type.String(SEARCH))),
    ...sortedBy(
      ['createdAt', 'name'],
      'createdAt is the default. A name counts with its first 100 characters.',
    ),
    ...COUNT,
  }),
  data: Role,
  paginated: true,
  problems: [],
  example: { limit: 50, search: 'editor' },
});
