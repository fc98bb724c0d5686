import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { KEY_IDS, onKey } from '../../rights/rights-by-thing.js';
import { referTo } from '../../shapes/annotations.js';
import { Refill } from '../../shapes/credits.js';
import { closed, MAX_INTEGER, nullable, oneOf } from '../../shapes/schema.js';

export const updateCredits = defineOperation({
  name: 'keys.updateCredits',
  kind: 'change',
  summary: 'Update the credits of a key',
  description:
    'Sets the credits of a key, adds to them or takes from them. A spend at the same time counts either before or after the change.',
  requires: {
    right: onKey('update_key'),
    found: KEY_IDS,
  },
  request: closed({
    keyId: referTo(
      'key',
      ['id'],
      Type.String({
        minLength: 3,
        maxLength: 255,
        description: 'Id of the key. Not the key itself.',
      }),
    ),
    operation: oneOf(
      ['set', 'increment', 'decrement'],
      'A decrement by more than the balance leaves 0. Only set works on unlimited credits.',
    ),
    value: Type.Optional(
      nullable(
        Type.Integer({
          format: 'int64',
          minimum: 0,
          maximum: MAX_INTEGER,
          description:
            'How many credits. With set, null or an absent value makes the key unlimited and ends its refill.',
        }),
      ),
    ),
  }),
  data: closed({
    remaining: nullable(
      Type.Integer({
        format: 'int64',
        description: 'Credits after the change. null means unlimited.',
      }),
    ),
    refill: Type.Optional(Refill),
  }),
  problems: ['unkey/data/key_not_found'],
  example: { keyId: 'key_1234abcd', operation: 'set', value: 500 },
});
