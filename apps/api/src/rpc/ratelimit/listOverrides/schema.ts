import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, PageCursor } from '../../shared/fields.js';
import { NamespaceText } from '../../shared/namespace.js';
import { OverrideDetails } from '../../shared/override.js';

export const LIMIT_DEFAULT = 10;

export const definition = defineRpc({
  name: 'ratelimit.listOverrides',
  kind: 'read',
  summary: 'List overrides',
  description:
    'In the order of their ids, which is the order of creation. Needs the permission ratelimit.*.read_override or ratelimit.<namespaceId>.read_override.',
  request: closed({
    namespace: NamespaceText,
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100,
        default: LIMIT_DEFAULT,
        description: 'At most this many items.',
      }),
    ),
    cursor: Type.Optional(PageCursor),
  }),
  data: OverrideDetails,
  problems: ['unkey/data/ratelimit_namespace_not_found'],
  example: { namespace: 'sign-in', limit: 50 },
});
