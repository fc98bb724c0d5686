import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { onNamespace } from '../../rights/rights-by-thing.js';
import { NamespaceReference } from '../../shapes/namespace.js';
import { Override } from '../../shapes/override.js';
import { PageCursor } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';

export const LIMIT_DEFAULT = 10;

export const listOverrides = defineOperation({
  name: 'ratelimit.listOverrides',
  kind: 'read',
  summary: 'List overrides',
  description: 'Lists overrides in the order of their ids, which is the order of creation.',
  requires: {
    right: onNamespace('read_override'),
    found: ['namespaceId'],
  },
  request: closed({
    namespace: NamespaceReference,
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
  data: Override,
  paginated: true,
  problems: ['unkey/data/ratelimit_namespace_not_found'],
  example: { namespace: 'sign-in', limit: 50 },
});
