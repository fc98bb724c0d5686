import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { onNamespace } from '../../rights/rights-by-thing.js';
import { Namespace, NamespaceReference } from '../../shapes/namespace.js';
import { closed } from '../../shapes/schema.js';

export const getNamespace = defineOperation({
  name: 'ratelimit.getNamespace',
  kind: 'read',
  summary: 'Get a namespace',
  requires: {
    right: anyOf(...onNamespace('read_namespace')),
    found: ['namespaceId'],
  },
  request: closed({ namespace: NamespaceReference }),
  data: Namespace,
  problems: ['unkey/data/ratelimit_namespace_not_found'],
  example: { namespace: 'sign-in' },
});
