import { defineOperation } from '../../operation.js';
import { onNamespace } from '../../rights/rights-by-thing.js';
import { Namespace } from '../../shapes/namespace.js';
import { PAGE } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';

export const listNamespaces = defineOperation({
  name: 'ratelimit.listNamespaces',
  kind: 'read',
  summary: 'List namespaces',
  description: 'Lists namespaces in the order of their ids, which is the order of creation.',
  requires: {
    right: onNamespace('read_namespace'),
    found: ['namespaceId'],
    rows: 'filtered',
  },
  request: closed({
    ...PAGE,
  }),
  data: Namespace,
  paginated: true,
  problems: [],
  example: { limit: 10 },
});
