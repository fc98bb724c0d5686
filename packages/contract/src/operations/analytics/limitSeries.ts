import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { READ_LIMIT_ANALYTICS } from '../../rights/rights-by-thing.js';
import { closed, oneOf } from '../../shapes/schema.js';
import {
  BUCKETS,
  FIGURES,
  LIMIT_FILTERS,
  SERIES,
  SPAN,
  STEP,
  TIME_ZONE,
  topOf,
} from '../../shapes/usage-chart.js';

export const limitSeries = defineOperation({
  name: 'analytics.limitSeries',
  kind: 'read',
  chart: true,
  summary: 'Chart limit checks over time',
  description:
    'Counts limit checks, or adds up what they cost, in buckets of time. A bucket without checks is there with 0. The first bucket begins at or before from, and the last one ends at or after to, so that each is whole.',
  requires: READ_LIMIT_ANALYTICS,
  request: closed({
    metric: Type.Optional(
      oneOf(
        ['checks', 'passed', 'refused', 'cost'],
        'checks, the default: how many. passed and refused: how many of them. cost: what they cost together.',
      ),
    ),
    ...SPAN,
    ...STEP,
    ...TIME_ZONE,
    groupBy: Type.Optional(
      oneOf(
        ['passed', 'namespace', 'identifier'],
        'A series for each of these, by its id or text.',
      ),
    ),
    ...topOf(50, 10, 'With groupBy: at most so many series, beside one for the rest.'),
    ...LIMIT_FILTERS,
  }),
  data: closed({ ...BUCKETS, ...SERIES, ...FIGURES }),
  problems: [],
  example: { metric: 'checks', groupBy: 'namespace', step: 'hour' },
});
