import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { READ_ANALYTICS } from '../../rights/rights-by-thing.js';
import { closed, oneOf } from '../../shapes/schema.js';
import {
  BUCKETS,
  FIGURES,
  SERIES,
  SPAN,
  STEP,
  TIME_ZONE,
  topOf,
  VERIFICATION_FILTERS,
} from '../../shapes/usage-chart.js';

export const series = defineOperation({
  name: 'analytics.series',
  kind: 'read',
  chart: true,
  summary: 'Chart verifications over time',
  description:
    'Counts verifications, adds up the credits that they spent, or averages how long they took, in buckets of time. A bucket without events is there with 0. The first bucket begins at or before from, and the last one ends at or after to, so that each is whole.',
  requires: READ_ANALYTICS,
  request: closed({
    metric: Type.Optional(
      oneOf(
        ['verifications', 'credits', 'latency'],
        'verifications, the default: how many. credits: how many they spent. latency: how many milliseconds they took, on average.',
      ),
    ),
    ...SPAN,
    ...STEP,
    ...TIME_ZONE,
    groupBy: Type.Optional(
      oneOf(
        ['outcome', 'api', 'key', 'identity', 'tag'],
        'A series for each of these, by its id, externalId or text. A verification with several tags is in several series.',
      ),
    ),
    ...topOf(50, 10, 'With groupBy: at most so many series, beside one for the rest.'),
    ...VERIFICATION_FILTERS,
  }),
  data: closed({ ...BUCKETS, ...SERIES, ...FIGURES }),
  problems: [],
  example: { metric: 'verifications', groupBy: 'outcome', step: 'hour' },
});
