import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { READ_ANALYTICS } from '../../rights/rights-by-thing.js';
import { closed, listOf, oneOf, UnixMs } from '../../shapes/schema.js';
import { FIGURES, SPAN, topOf, VERIFICATION_FILTERS } from '../../shapes/usage-chart.js';

const Count = Type.Integer({ format: 'int64' });

export const top = defineOperation({
  name: 'analytics.top',
  kind: 'read',
  chart: true,
  summary: 'List what was used most',
  description:
    'Lists the APIs, keys, identities, tags or outcomes with the most verifications, or with the most credits spent. Whole hours are counted.',
  requires: READ_ANALYTICS,
  request: closed({
    by: oneOf(['api', 'key', 'identity', 'tag', 'outcome'], 'What is listed.'),
    metric: Type.Optional(
      oneOf(['verifications', 'credits'], 'What decides the order. verifications is the default.'),
    ),
    ...SPAN,
    ...topOf(100, 10, 'At most so many.'),
    ...VERIFICATION_FILTERS,
  }),
  data: closed({
    from: UnixMs,
    to: UnixMs,
    items: listOf(
      closed({
        group: Type.String({
          description: 'Its id, externalId or text. Empty: the events that have none.',
        }),
        verifications: Count,
        credits: Count,
      }),
      { description: 'The largest first.' },
    ),
    ...FIGURES,
  }),
  problems: [],
  example: { by: 'key' },
});
