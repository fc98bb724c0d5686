import { type TSchema, Type } from '@sinclair/typebox';
import { referTo, ruled } from './annotations.js';
import { closed, listOf, MAX_INTEGER, nullable, oneOf, UnixMs } from './schema.js';
import { VERIFICATION_CODES } from './verification.js';

/** As many points as a chart can show, and a day has minutes. */
export const BUCKETS_MAX = 1500;

const Id = Type.String({ minLength: 1, maxLength: 255 });

const anyOfThese = <T extends TSchema>(items: T, description: string) =>
  Type.Optional(Type.Array(items, { minItems: 1, maxItems: 20, description }));

const moment = (description: string) =>
  Type.Integer({ format: 'int64', minimum: 0, maximum: MAX_INTEGER, description });

/** The time that a request is about. */
export const SPAN = {
  from: Type.Optional(
    ruled(
      'must be before to, and not so long before that there are too many points',
      moment('Unix time in milliseconds. Absent: a day before to.'),
    ),
  ),
  to: Type.Optional(
    ruled('must be later than from', moment('Unix time in milliseconds, exclusive. Absent: now.')),
  ),
};

export const TIME_ZONE = {
  timeZone: Type.Optional(
    ruled(
      'must be the name of a time zone, such as Europe/Berlin',
      Type.String({
        minLength: 1,
        maxLength: 64,
        default: 'UTC',
        description:
          'The IANA name of the time zone in which hours and days begin. A day of 23 or 25 hours is one bucket of that length.',
      }),
    ),
  ),
};

export const STEP = {
  step: Type.Optional(
    ruled(
      `must not make more than ${BUCKETS_MAX.toLocaleString('en')} points`,
      oneOf(
        ['auto', 'minute', 'hour', 'day'],
        'The length of a bucket. auto, the default: minutes up to three hours, hours up to two weeks, then days.',
      ),
    ),
  ),
};

/** Verifications that pass every filter. One passes a filter if it has one of its values. */
export const VERIFICATION_FILTERS = {
  apiIds: anyOfThese(referTo('api', ['id'], Id), 'Only verifications of keys of these APIs.'),
  keyIds: anyOfThese(referTo('key', ['id'], Id), 'Only verifications of these keys.'),
  externalIds: anyOfThese(
    referTo('identity', ['externalId'], Id),
    'Only verifications of keys of the identities with these external ids.',
  ),
  tags: anyOfThese(
    Type.String({ minLength: 1, maxLength: 128 }),
    'Only verifications that were sent with one of these tags.',
  ),
  outcomes: anyOfThese(
    oneOf(VERIFICATION_CODES, 'As the code of a verification.'),
    'Only these outcomes.',
  ),
};

export const LIMIT_FILTERS = {
  namespaceIds: anyOfThese(referTo('namespace', ['id'], Id), 'Only checks in these namespaces.'),
  identifiers: anyOfThese(
    Type.String({ minLength: 1, maxLength: 255 }),
    'Only checks of these identifiers.',
  ),
};

/** Where the figures of an answer come from, and how recent they are. */
export const FIGURES = {
  source: oneOf(
    ['engine', 'sums'],
    'engine: single events, and sums of them in the analytics engine. sums: the sums per hour of the database, where there is no engine or it cannot be reached.',
  ),
  lagMs: Type.Integer({
    format: 'int64',
    minimum: 0,
    description:
      'Events that are older than this many milliseconds are in the figures, but for those of a process that could not write them yet.',
  }),
  sealedUntil: Type.Optional(
    Type.Integer({
      format: 'int64',
      description:
        'Unix time in milliseconds. What is before it is read from sums of whole days, and rarely changes. Absent with sums.',
    }),
  ),
  missing: listOf(
    oneOf(
      ['tags', 'minutes', 'timeZone', 'quantiles'],
      'A part of the request that the sums per hour have no answer to.',
    ),
    {
      description:
        'What the source cannot tell. tags: it knows none, so a request for them gets no figures. minutes: each bucket is an hour. timeZone: hours begin as in UTC. quantiles: only averages are known.',
    },
  ),
};

const Step = oneOf(['minute', 'hour', 'day'], 'The length of a bucket.');

/** The buckets of a chart. */
export const BUCKETS = {
  from: UnixMs,
  to: UnixMs,
  step: Step,
  timeZone: Type.String(),
  buckets: listOf(Type.Integer({ format: 'int64' }), {
    description:
      'When each bucket begins, in unix milliseconds. It ends where the next one begins, the last one at to.',
  }),
};

const Point = nullable(Type.Number());

export const SERIES = {
  series: listOf(
    closed({
      group: Type.Optional(
        Type.String({
          description:
            'The value that the events of this series share. Empty: they have none. Absent without groupBy, and for the rest.',
        }),
      ),
      isRest: Type.Boolean({
        description: 'true: the events of all groups that have no series of their own.',
      }),
      total: Point,
      values: listOf(Point, {
        description: 'One for each bucket: 0 without events, and null for an average of no events.',
      }),
    }),
    { description: 'The largest first, then the rest.' },
  ),
};

export function topOf(most: number, usual: number, description: string) {
  return {
    top: Type.Optional(Type.Integer({ minimum: 1, maximum: most, default: usual, description })),
  };
}
