import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf, tuple } from '../../rights/right.js';
import { referTo } from '../../shapes/annotations.js';
import { COUNT, PAGE, SEARCH, sortedBy } from '../../shapes/page.js';
import { Permission } from '../../shapes/permission.js';
import { closed } from '../../shapes/schema.js';

export const listPermissions = defineOperation({
  name: 'permissions.listPermissions',
  kind: 'read',
  summary: 'List permissions',
  description:
    'Lists permissions by age unless the request asks for another order. A search looks at id, name, slug and description.',
  requires: {
    right: anyOf(tuple('rbac.*.read_permission')),
  },
  request: closed({
    ...PAGE,
    search: Type.Optional(referTo('permission', ['slug', 'id'], Type.String(SEARCH))),
    ...sortedBy(
      ['createdAt', 'name'],
      'createdAt is the default. A name counts with its first 100 characters.',
    ),
    ...COUNT,
  }),
  data: Permission,
  paginated: true,
  problems: [],
  example: { limit: 50, search: 'documents' },
});
