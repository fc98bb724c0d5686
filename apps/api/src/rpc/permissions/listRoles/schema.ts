import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, PageCursor, PageLimit, Search } from '../../shared/fields.js';
import { RoleResponse } from '../../shared/role.js';

export const definition = defineRpc({
  name: 'permissions.listRoles',
  kind: 'read',
  summary: 'List roles',
  description:
    'With their permissions, in the order of their ids, which is the order of creation. A search looks into id, name and description. Needs the permission rbac.*.read_role.',
  request: closed({
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(PageCursor),
    search: Type.Optional(Search),
  }),
  data: RoleResponse,
  problems: [],
  example: { limit: 50, search: 'editor' },
});
