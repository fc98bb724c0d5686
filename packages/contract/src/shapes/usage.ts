import { Type } from '@sinclair/typebox';
import { named } from './annotations.js';
import { closed, listOf, UnixMs } from './schema.js';

const COUNT = { format: 'int64', minimum: 0 } as const;

const Compute = closed(
  {
    cpuSeconds: Type.Number(),
    memoryGiBHours: Type.Number(),
    storageGiBHours: Type.Number(),
    egressGiB: Type.Number(),
  },
  { description: 'Always 0: the service runs no programs of a workspace.' },
);

const Gateway = closed(
  { activeKeys: Type.Integer(COUNT) },
  { description: 'Always 0: verifications of gateways are not counted apart.' },
);

const Named = closed({ id: Type.String(), name: Type.Optional(Type.String()) });

/** The parts that the service has no use for are there for clients that expect them. */
export const Usage = named(
  'Usage',
  'What a workspace has used in one month, in total and in parts.',
  closed({
    period: closed(
      { start: UnixMs, end: UnixMs },
      { description: 'The end is exclusive. In the current month it is the time of the answer.' },
    ),
    totals: closed({
      api: closed({
        verifications: Type.Integer({ ...COUNT, description: 'Those that were VALID.' }),
        ratelimits: Type.Integer({ ...COUNT, description: 'Limit checks that passed.' }),
      }),
      compute: Compute,
      gateway: Gateway,
    }),
    breakdowns: closed({
      byEnvironment: listOf(
        closed({
          project: Named,
          environment: closed({ id: Type.String(), slug: Type.Optional(Type.String()) }),
          compute: Compute,
          app: Type.Optional(Named),
        }),
        { description: 'Always empty.' },
      ),
      byApp: listOf(
        closed({
          gateway: Gateway,
          project: Type.Optional(Named),
          app: Type.Optional(Named),
        }),
        { description: 'Always empty.' },
      ),
    }),
  }),
);
