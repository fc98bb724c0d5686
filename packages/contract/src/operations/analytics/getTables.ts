import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { READ_ANALYTICS } from '../../rights/rights-by-thing.js';
import { closed, listOf } from '../../shapes/schema.js';

export const getTables = defineOperation({
  name: 'analytics.getTables',
  kind: 'read',
  chart: true,
  summary: 'List what queries in SQL may read',
  description:
    'Lists the tables, columns and functions that queries in SQL may use, and the operation that each table belongs to. The request needs no body.',
  requires: READ_ANALYTICS,
  request: closed({}),
  bodyOptional: true,
  data: closed({
    tables: listOf(
      closed({
        name: Type.String(),
        operation: Type.String({ description: 'Such as analytics.getVerifications.' }),
        keptDays: Type.Integer({
          description: 'For how many days its rows are kept, unless the workspace keeps less.',
        }),
        columns: listOf(
          closed({
            name: Type.String(),
            type: Type.String({ description: 'In the words of ClickHouse.' }),
            meaning: Type.String(),
          }),
        ),
      }),
    ),
    functions: listOf(closed({ group: Type.String(), names: listOf(Type.String()) })),
  }),
  problems: [],
  example: {},
});
