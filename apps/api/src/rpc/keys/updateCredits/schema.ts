import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, MAX_INTEGER, nullable, oneOf, Refill } from '../../shared/fields.js';

export const definition = defineRpc({
  name: 'keys.updateCredits',
  kind: 'change',
  summary: 'Update the credits of a key',
  description:
    'Sets the credits of a key, or adds to them or takes from them, together with whatever is spent at the same time. Needs the permission api.*.update_key or api.<apiId>.update_key.',
  request: closed({
    keyId: Type.String({ minLength: 3, description: 'Id of the key. Not the key itself.' }),
    operation: oneOf(
      ['set', 'increment', 'decrement'],
      'A decrement by more than there is leaves none. Only set works on unlimited credits.',
    ),
    value: Type.Optional(
      nullable(
        Type.Integer({
          format: 'int64',
          minimum: 0,
          maximum: MAX_INTEGER,
          description:
            'How many credits. For set, null or nothing makes the key unlimited and ends its refill.',
        }),
      ),
    ),
  }),
  data: closed({
    remaining: nullable(
      Type.Integer({ format: 'int64', description: 'Credits afterwards; null for unlimited.' }),
    ),
    refill: Type.Optional(Refill),
  }),
  problems: ['unkey/data/key_not_found'],
  example: { keyId: 'key_1234abcd', operation: 'set', value: 500 },
});
