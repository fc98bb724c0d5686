import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { CHECK_ANSWER, RateLimitCheck } from '../../shared/rate-limit-check.js';

export const definition = defineRpc({
  name: 'ratelimit.multiLimit',
  kind: 'check',
  summary: 'Check several rate limits at once',
  description:
    'All pass together, or nothing is counted at all. The limits come back in the order of the request. Needs the permission ratelimit.*.limit, or ratelimit.<namespaceId>.limit for each, and ratelimit.*.create_namespace for new namespaces.',
  request: Type.Array(RateLimitCheck, { minItems: 1, maxItems: 100 }),
  data: closed({
    passed: Type.Boolean({ description: 'Whether every limit passed.' }),
    limits: Type.Array(
      closed({
        namespace: Type.String({ description: 'As it was sent.' }),
        identifier: Type.String(),
        passed: Type.Boolean(),
        ...CHECK_ANSWER,
      }),
    ),
  }),
  problems: ['unkey/data/ratelimit_namespace_not_found', 'unkey/data/ratelimit_namespace_gone'],
  example: [
    { namespace: 'requests', identifier: 'user_42', limit: 100, duration: 60_000 },
    { namespace: 'tokens', identifier: 'user_42', limit: 20_000, duration: 60_000, cost: 750 },
  ],
});
