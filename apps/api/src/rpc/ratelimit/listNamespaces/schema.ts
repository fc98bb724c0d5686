import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, PageCursor, PageLimit } from '../../shared/fields.js';
import { NamespaceDetails } from '../../shared/namespace.js';

export const definition = defineRpc({
  name: 'ratelimit.listNamespaces',
  kind: 'read',
  summary: 'List namespaces',
  description:
    'The namespaces that the root key may read, in the order of their ids, which is the order of creation: all with the permission ratelimit.*.read_namespace, else those with ratelimit.<namespaceId>.read_namespace.',
  request: closed({
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(PageCursor),
  }),
  data: NamespaceDetails,
  problems: [],
  example: { limit: 10 },
});
