import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { onApi } from '../../rights/rights-by-thing.js';
import { referTo } from '../../shapes/annotations.js';
import { closed, listOf } from '../../shapes/schema.js';

const Count = Type.Integer({ format: 'int64', minimum: 0 });
const DAYS_MAX = 3653;

const days = (usual: number, description: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: DAYS_MAX, default: usual, description }));

export const countKeys = defineOperation({
  name: 'apis.countKeys',
  kind: 'read',
  chart: true,
  summary: 'Count the keys of APIs by their state',
  description:
    'Counts for each API how many keys it has, and how many of them need attention. A key may count as several of these at once. One answer examines 50,000 keys at most, the same number for each API. isExact says whether all keys of an API were examined. If not, there are at least as many as counted.',
  requires: {
    right: anyOf(...onApi('read_key')),
    found: ['apiId'],
    rows: 'filtered',
  },
  request: closed({
    apiIds: Type.Optional(
      Type.Array(referTo('api', ['id'], Type.String({ minLength: 1, maxLength: 255 })), {
        minItems: 1,
        maxItems: 100,
        description: 'Only these APIs. Absent: the first 100 by age.',
      }),
    ),
    expiringDays: days(7, 'A key that expires within so many days counts as expiring.'),
    unusedDays: days(30, 'A key that was neither used nor created for so many days is unused.'),
  }),
  data: closed({
    items: listOf(
      closed({
        apiId: Type.String(),
        keys: Count,
        disabled: Count,
        expired: Count,
        expiring: Count,
        exhausted: Type.Integer({
          format: 'int64',
          minimum: 0,
          description: 'Those that have no credits left.',
        }),
        unused: Count,
        isExact: Type.Boolean(),
      }),
      { description: 'By age of the APIs.' },
    ),
    hasMore: Type.Boolean({ description: 'Whether there are more APIs than these.' }),
  }),
  problems: [],
  example: { expiringDays: 7, unusedDays: 30 },
});
