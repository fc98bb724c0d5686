import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { onNamespace } from '../../rights/rights-by-thing.js';
import { NamespaceReference } from '../../shapes/namespace.js';
import { closed } from '../../shapes/schema.js';

export const deleteNamespace = defineOperation({
  name: 'ratelimit.deleteNamespace',
  kind: 'change',
  destructive: true,
  summary: 'Delete a namespace',
  description:
    'Deletes the namespace and its overrides. Once the answer has come, checks that name it are refused with 410, until ratelimit.createNamespace creates it again.',
  requires: {
    right: anyOf(...onNamespace('delete_namespace')),
    found: ['namespaceId'],
  },
  request: closed({ namespace: NamespaceReference }),
  data: closed({}),
  problems: ['unkey/data/ratelimit_namespace_not_found'],
  example: { namespace: 'sign-in' },
});
