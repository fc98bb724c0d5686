import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { READ_ANALYTICS } from '../../rights/rights-by-thing.js';
import { PAGE } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';
import { SPAN, VERIFICATION_FILTERS } from '../../shapes/usage-chart.js';
import { VerificationEvent } from '../../shapes/verification-event.js';

export const events = defineOperation({
  name: 'analytics.events',
  kind: 'read',
  chart: true,
  summary: 'List verifications',
  description:
    'Lists single verifications, the newest first. A verification is there some seconds after it was answered, and as long as the workspace keeps its events.',
  requires: READ_ANALYTICS,
  request: closed({
    ...SPAN,
    ...VERIFICATION_FILTERS,
    requestId: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 255,
        description: 'Only the verification whose answer had this meta.requestId.',
      }),
    ),
    ...PAGE,
  }),
  data: VerificationEvent,
  paginated: true,
  problems: [
    'unkey/data/analytics_connection_failed',
    'user/unprocessable_entity/query_execution_timeout',
    'user/unprocessable_entity/query_memory_limit_exceeded',
    'user/too_many_requests/query_quota_exceeded',
  ],
  example: { outcomes: ['RATE_LIMITED'], limit: 50 },
});
