import { Type } from '@sinclair/typebox';
import { named, ruled } from './annotations.js';
import { closed, MAX_INTEGER, nullable, oneOf } from './schema.js';

const REFILL = {
  interval: oneOf(['daily', 'monthly'], 'How often the credits are filled up, at 00:00 UTC.'),
  amount: Type.Integer({
    format: 'int64',
    minimum: 1,
    maximum: MAX_INTEGER,
    description: 'A refill sets the credits to this number. A larger balance stays as it is.',
  }),
  refillDay: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 31,
      description:
        'Day of the month, for monthly only. 1 if absent. A month without that day is refilled on its last day.',
    }),
  ),
};

export const Refill = named(
  'Refill',
  'When a number of credits is restored, and to how many.',
  closed(REFILL),
);

/** Credits as a request sets them and as an answer shows them. */
export const Credits = named(
  'Credits',
  'How many credits a key has, and when they are refilled.',
  closed({
    remaining: nullable(
      Type.Integer({
        format: 'int64',
        minimum: 0,
        maximum: MAX_INTEGER,
        description: 'How many credits are left. null means unlimited.',
      }),
    ),
    refill: Type.Optional(Refill),
  }),
);

/** A change of credits: an absent field stays as it is, null clears. */
export const CreditUpdate = closed(
  {
    remaining: Type.Optional(
      nullable(
        Type.Integer({
          format: 'int64',
          minimum: 0,
          maximum: MAX_INTEGER,
          description: 'How many credits are left. null makes the key unlimited.',
        }),
      ),
    ),
    refill: Type.Optional(
      ruled('must not stand beside unlimited credits', nullable(closed(REFILL))),
    ),
  },
  { description: 'null makes the key unlimited and ends its refill.' },
);
