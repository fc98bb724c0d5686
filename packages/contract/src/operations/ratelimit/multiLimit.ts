import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { allOf, anyOf, each, tuple } from '../../rights/right.js';
import { CHECK_ANSWER, RateLimitCheck } from '../../shapes/rate-limit-check.js';
import { closed } from '../../shapes/schema.js';

export const multiLimit = defineOperation({
  name: 'ratelimit.multiLimit',
  kind: 'check',
  hot: true,
  summary: 'Check several rate limits at once',
  description:
    'Checks several limits together. Either all of them pass, or nothing is counted. The answer has the limits in the order of the request.',
  requires: {
    right: anyOf(
      tuple('ratelimit.*.limit'),
      each('namespaceId', tuple('ratelimit.{namespaceId}.limit')),
    ),
    found: ['namespaceId'],
    also: {
      createNamespace: {
        when: 'for new namespaces',
        right: allOf(tuple('ratelimit.*.create_namespace'), tuple('ratelimit.*.limit')),
      },
    },
  },
  request: Type.Array(RateLimitCheck, { minItems: 1, maxItems: 100 }),
  data: closed({
    passed: Type.Boolean({ description: 'Whether every limit passed.' }),
    limits: Type.Array(
      closed({
        namespace: Type.String({ description: 'The namespace as it was sent.' }),
        identifier: Type.String(),
        passed: Type.Boolean(),
        ...CHECK_ANSWER,
      }),
    ),
  }),
  problems: [
    'unkey/application/quota_exceeded',
    'unkey/data/ratelimit_namespace_not_found',
    'unkey/data/ratelimit_namespace_gone',
  ],
  example: [
    { namespace: 'requests', identifier: 'user_42', limit: 100, duration: 60_000 },
    { namespace: 'tokens', identifier: 'user_42', limit: 20_000, duration: 60_000, cost: 750 },
  ],
});
