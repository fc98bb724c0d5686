import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { onNamespace } from '../../rights/rights-by-thing.js';
import { referTo } from '../../shapes/annotations.js';
import { Namespace } from '../../shapes/namespace.js';
import { COUNT, PAGE, SEARCH, sortedBy } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';

export const listNamespaces = defineOperation({
  name: 'ratelimit.listNamespaces',
  kind: 'read',
  summary: 'List namespaces',
  description: 'Lists namespaces, by age unless the request asks for another order.',
  requires: {
    right: anyOf(...onNamespace('read_namespace')),
    found: ['namespaceId'],
    rows: 'filtered',
  },
  request: closed({
    ...PAGE,
    search: Type.Optional(
      referTo(
        'namespace',
        ['name'],
        Type.String({
          ...SEARCH,
          description: 'Only namespaces with this text in their name or id, in any case.',
        }),
      ),
    ),
    ...sortedBy(
      ['createdAt', 'name'],
      'createdAt is the default. A name counts with its first 100 characters.',
    ),
    ...COUNT,
  }),
  data: Namespace,
  paginated: true,
  problems: [],
  example: { limit: 10 },
});
