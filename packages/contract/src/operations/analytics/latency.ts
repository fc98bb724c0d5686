import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { READ_ANALYTICS } from '../../rights/rights-by-thing.js';
import { closed, listOf, nullable } from '../../shapes/schema.js';
import {
  BUCKETS,
  FIGURES,
  SPAN,
  STEP,
  TIME_ZONE,
  VERIFICATION_FILTERS,
} from '../../shapes/usage-chart.js';

const Milliseconds = nullable(Type.Number({ description: 'Null without verifications.' }));

export const latency = defineOperation({
  name: 'analytics.latency',
  kind: 'read',
  chart: true,
  summary: 'Chart how long verifications took',
  description:
    'Shows quantiles of the time that verifications took inside of the service, in milliseconds, in buckets of time. Where a chart is read from sums, a quantile is exact to a fifth of its value.',
  requires: READ_ANALYTICS,
  request: closed({
    quantiles: Type.Optional(
      Type.Array(Type.Number({ minimum: 0, maximum: 1 }), {
        minItems: 1,
        maxItems: 5,
        description: 'Such as 0.5 for the median. Absent: 0.5, 0.75 and 0.99.',
      }),
    ),
    ...SPAN,
    ...STEP,
    ...TIME_ZONE,
    ...VERIFICATION_FILTERS,
  }),
  data: closed({
    ...BUCKETS,
    averages: listOf(Milliseconds, { description: 'One for each bucket.' }),
    quantiles: listOf(
      closed({
        quantile: Type.Number(),
        values: listOf(Milliseconds, { description: 'One for each bucket.' }),
      }),
      { description: 'In the order of the request.' },
    ),
    ...FIGURES,
  }),
  problems: [],
  example: { quantiles: [0.5, 0.99], step: 'hour' },
});
