import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, PageCursor, PageLimit, Search } from '../../shared/fields.js';
import { PermissionResponse } from '../../shared/permission.js';

export const definition = defineRpc({
  name: 'permissions.listPermissions',
  kind: 'read',
  summary: 'List permissions',
  description:
    'In the order of their ids, which is the order of creation. A search looks into id, name, slug and description. Needs the permission rbac.*.read_permission.',
  request: closed({
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(PageCursor),
    search: Type.Optional(Search),
  }),
  data: PermissionResponse,
  problems: [],
  example: { limit: 50, search: 'documents' },
});
