import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { onNamespace, overrideUrn } from '../../rights/rights-by-thing.js';
import { NamespaceReference } from '../../shapes/namespace.js';
import { overrideIdentifier } from '../../shapes/override.js';
import { closed } from '../../shapes/schema.js';

export const deleteOverride = defineOperation({
  name: 'ratelimit.deleteOverride',
  kind: 'change',
  destructive: true,
  summary: 'Delete an override',
  description:
    'Deletes the override that was set for exactly this identifier. An override whose wildcard matches it stays. Takes effect at once.',
  requires: {
    right: anyOf(...onNamespace('delete_override'), overrideUrn('delete_override')),
    found: ['namespaceId', 'overrideId'],
  },
  request: closed({
    namespace: NamespaceReference,
    identifier: overrideIdentifier('As it was set.'),
  }),
  data: closed({}),
  problems: ['unkey/data/ratelimit_namespace_not_found', 'unkey/data/ratelimit_override_not_found'],
  example: { namespace: 'sign-in', identifier: '*@example.com' },
});
