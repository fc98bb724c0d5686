import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { READ_ANALYTICS } from '../../rights/rights-by-thing.js';
import { closed, listOf, oneOf } from '../../shapes/schema.js';
import { SPAN } from '../../shapes/usage-chart.js';
import { VerificationCheck } from '../../shapes/verification-check.js';
import { VerificationEvent } from '../../shapes/verification-event.js';

export const explain = defineOperation({
  name: 'analytics.explain',
  kind: 'read',
  chart: true,
  summary: 'Explain a verification',
  description:
    'Shows why a verification ended as it did: each of its checks in their order, with what it saw. A verification is there some seconds after it was answered. Before that, and for an unknown requestId, the answer has no event and no checks.',
  requires: READ_ANALYTICS,
  request: closed({
    requestId: Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'meta.requestId of the answer to the verification.',
    }),
    ...SPAN,
  }),
  data: closed({
    event: Type.Optional(VerificationEvent),
    checks: listOf(VerificationCheck, { description: 'In the order in which they are made.' }),
    source: oneOf(
      ['engine', 'database'],
      'Where the event was looked for: the analytics engine, or the database if there is none or it cannot be reached.',
    ),
    hasInputs: Type.Boolean({
      description:
        'Whether the permission query, the cost and the exceeded limit are known. The database does not keep them, the analytics engine does.',
    }),
  }),
  problems: [
    'unkey/data/analytics_connection_failed',
    'user/unprocessable_entity/query_execution_timeout',
    'user/unprocessable_entity/query_memory_limit_exceeded',
    'user/too_many_requests/query_quota_exceeded',
  ],
  example: { requestId: 'req_1234abcd' },
});
