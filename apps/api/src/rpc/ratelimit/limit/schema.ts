import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { CHECK_ANSWER, RateLimitCheck } from '../../shared/rate-limit-check.js';

export const definition = defineRpc({
  name: 'ratelimit.limit',
  kind: 'check',
  summary: 'Check a rate limit',
  description:
    'Counts a request against a limit and says whether it passes. A denied request is an answer, not an error, and is not counted. Needs the permission ratelimit.*.limit or ratelimit.<namespaceId>.limit, and ratelimit.*.create_namespace for a new namespace.',
  request: RateLimitCheck,
  data: closed({ success: Type.Boolean(), ...CHECK_ANSWER }),
  problems: ['unkey/data/ratelimit_namespace_not_found', 'unkey/data/ratelimit_namespace_gone'],
  example: { namespace: 'sign-in', identifier: 'user_42', limit: 10, duration: 60_000 },
});
