import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { READ_ANALYTICS } from '../../rights/rights-by-thing.js';
import { closed, oneOf } from '../../shapes/schema.js';

export const status = defineOperation({
  name: 'analytics.status',
  kind: 'read',
  chart: true,
  summary: 'Ask how recent analytics are',
  description:
    'Says whether there is an analytics engine, and how far behind its events are. The request needs no body.',
  requires: READ_ANALYTICS,
  request: closed({}),
  bodyOptional: true,
  data: closed({
    engine: oneOf(
      ['on', 'away', 'off'],
      'on: it answers. away: it does not at the moment. off: this installation has none.',
    ),
    version: Type.Optional(Type.String({ description: 'Of the engine, while it answers.' })),
    lagMs: Type.Integer({
      format: 'int64',
      minimum: 0,
      description: 'How old the oldest event is that waits for the engine. 0 without an engine.',
    }),
    sealedUntil: Type.Optional(
      Type.Integer({
        format: 'int64',
        description: 'Unix time in milliseconds. Sums of whole days reach up to here.',
      }),
    ),
    logRetentionDays: Type.Integer({
      description: 'For how many days the workspace keeps single events.',
    }),
  }),
  problems: [],
  example: {},
});
