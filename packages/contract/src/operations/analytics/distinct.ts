import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { READ_ANALYTICS } from '../../rights/rights-by-thing.js';
import { closed, oneOf, UnixMs } from '../../shapes/schema.js';
import { FIGURES, SPAN, VERIFICATION_FILTERS } from '../../shapes/usage-chart.js';

export const distinct = defineOperation({
  name: 'analytics.distinct',
  kind: 'read',
  chart: true,
  summary: 'Count what was in use',
  description:
    'Counts the APIs, keys, identities or tags with at least one verification. Whole hours are counted. Events without such a thing count for none.',
  requires: READ_ANALYTICS,
  request: closed({
    what: oneOf(['api', 'key', 'identity', 'tag'], 'What is counted.'),
    ...SPAN,
    ...VERIFICATION_FILTERS,
  }),
  data: closed({
    from: UnixMs,
    to: UnixMs,
    count: Type.Integer({ format: 'int64', minimum: 0 }),
    ...FIGURES,
  }),
  problems: [],
  example: { what: 'key' },
});
