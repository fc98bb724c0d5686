import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { READ_ANALYTICS } from '../../rights/rights-by-thing.js';
import { ruled } from '../../shapes/annotations.js';
import { closed, oneOf, UnixMs } from '../../shapes/schema.js';
import { SPAN, VERIFICATION_FILTERS } from '../../shapes/usage-chart.js';

/** The name is a reserved word, so it is given when it is exported. */
const exportEvents = defineOperation({
  name: 'analytics.export',
  kind: 'read',
  chart: true,
  summary: 'Export verifications, piece by piece',
  description:
    'Gives the verifications of a time in a format for other systems, the oldest first. Each answer is a piece, and says where the next one begins. An export that was cut off goes on with the last position that it has kept, and gets each event exactly once. Events of the last minute are left for the next piece.',
  requires: READ_ANALYTICS,
  request: closed({
    format: Type.Optional(
      oneOf(
        ['ndjson', 'csv', 'cloudevents'],
        'ndjson, the default: a JSON object in each line. csv: a line for each event, after one with the names. cloudevents: a CloudEvent 1.0 in each line, with the requestId as its id.',
      ),
    ),
    ...SPAN,
    apiIds: VERIFICATION_FILTERS.apiIds,
    after: Type.Optional(
      ruled(
        'must be the position of an answer',
        Type.String({
          maxLength: 1024,
          description:
            'position of the piece before, unaltered. Absent or empty for the first one.',
        }),
      ),
    ),
    count: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 5000,
        default: 1000,
        description: 'At most so many events.',
      }),
    ),
  }),
  data: closed({
    text: Type.String({
      description: 'The events in the format. Each line ends with a line break.',
    }),
    count: Type.Integer({ minimum: 0, description: 'How many events it has.' }),
    position: Type.String({
      description: 'Send it as after with the next request. Empty as long as there was no event.',
    }),
    isComplete: Type.Boolean({
      description:
        'true: there are no more events before to. false: ask again, at once if the piece has events, else later.',
    }),
    until: UnixMs,
  }),
  problems: [
    'unkey/data/analytics_connection_failed',
    'user/unprocessable_entity/query_execution_timeout',
    'user/unprocessable_entity/query_memory_limit_exceeded',
    'user/too_many_requests/query_quota_exceeded',
  ],
  example: { format: 'cloudevents', count: 500 },
});

export { exportEvents as export };
