import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { onNamespace } from '../../rights/rights-by-thing.js';
import { referTo } from '../../shapes/annotations.js';
import { NamespaceReference } from '../../shapes/namespace.js';
import { Override } from '../../shapes/override.js';
import { COUNT, PageCursor, SEARCH, sortedBy } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';

export const LIMIT_DEFAULT = 10;

export const listOverrides = defineOperation({
  name: 'ratelimit.listOverrides',
  kind: 'read',
  summary: 'List overrides',
  description: 'Lists overrides, by age unless the request asks for another order.',
  requires: {
    right: anyOf(...onNamespace('read_override')),
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
    search: Type.Optional(
      referTo(
        'override',
        ['identifier'],
        Type.String({
          ...SEARCH,
          description: 'Only overrides with this text in their identifier or id, in any case.',
        }),
      ),
    ),
    ...sortedBy(
      ['createdAt', 'identifier'],
      'createdAt is the default. A identifier counts with its first 100 characters.',
    ),
    ...COUNT,
  }),
  data: Override,
  paginated: true,
  problems: ['unkey/data/ratelimit_namespace_not_found'],
  example: { namespace: 'sign-in', limit: 50 },
});
