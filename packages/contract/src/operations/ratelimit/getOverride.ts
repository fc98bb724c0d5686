import { defineOperation } from '../../operation.js';
import { anyOf, tuple } from '../../rights/right.js';
import { overrideUrn } from '../../rights/rights-by-thing.js';
import { NamespaceReference } from '../../shapes/namespace.js';
import { Override, overrideIdentifier } from '../../shapes/override.js';
import { closed } from '../../shapes/schema.js';

export const getOverride = defineOperation({
  name: 'ratelimit.getOverride',
  kind: 'read',
  summary: 'Get an override',
  description:
    'Shows the override that was set for exactly this identifier. If there is none, it shows the override whose wildcard counts for it.',
  requires: {
    right: anyOf(
      tuple('ratelimit.{namespaceId}.read_override'),
      tuple('ratelimit.*.read_override'),
      overrideUrn('read_override'),
    ),
    found: ['namespaceId', 'overrideId'],
    hides: 'unkey/data/ratelimit_override_not_found',
  },
  request: closed({
    namespace: NamespaceReference,
    identifier: overrideIdentifier(),
  }),
  data: Override,
  problems: ['unkey/data/ratelimit_namespace_not_found', 'unkey/data/ratelimit_override_not_found'],
  example: { namespace: 'sign-in', identifier: 'user_42@example.com' },
});
