import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { allOf, anyOf, tuple } from '../../rights/right.js';
import { onNamespace } from '../../rights/rights-by-thing.js';
import { CHECK_ANSWER, RateLimitCheck } from '../../shapes/rate-limit-check.js';
import { closed } from '../../shapes/schema.js';

export const limit = defineOperation({
  name: 'ratelimit.limit',
  kind: 'check',
  hot: true,
  summary: 'Check a rate limit',
  description:
    'Counts a request against a limit and says whether it passes. A denied request is an answer, not an error, and is not counted.',
  requires: {
    right: anyOf(...onNamespace('limit')),
    found: ['namespaceId'],
    also: {
      createNamespace: {
        when: 'for a new namespace',
        right: allOf(tuple('ratelimit.*.create_namespace'), tuple('ratelimit.*.limit')),
      },
    },
  },
  request: RateLimitCheck,
  data: closed({ success: Type.Boolean(), ...CHECK_ANSWER }),
  problems: [
    'unkey/application/quota_exceeded',
    'unkey/data/ratelimit_namespace_not_found',
    'unkey/data/ratelimit_namespace_gone',
  ],
  example: { namespace: 'sign-in', identifier: 'user_42', limit: 10, duration: 60_000 },
});
