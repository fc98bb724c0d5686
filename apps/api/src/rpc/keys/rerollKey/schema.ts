import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, KeyId } from '../../shared/fields.js';

const GRACE_MAX_MS = 4_102_444_800_000;

export const definition = defineRpc({
  name: 'keys.rerollKey',
  kind: 'change',
  summary: 'Reroll a key',
  description:
    'Issues a new key like an old one, with the same settings, limits, permissions, roles and credits, and lets the old one expire. While both are valid each has the credits for itself. A recoverable key becomes a recoverable one. Needs the permission api.*.create_key or api.<apiId>.create_key, and encrypt_key likewise if the key is recoverable.',
  request: Type.Object(
    {
      keyId: KeyId,
      expiration: Type.Integer({
        format: 'int64',
        minimum: 0,
        maximum: GRACE_MAX_MS,
        description:
          'For how many milliseconds from now the old key stays valid, unless it expires earlier anyway. 0 ends it at once.',
      }),
    },
    // As in the contract, which leaves this one object open.
    { additionalProperties: true },
  ),
  data: closed({
    keyId: Type.String({ description: 'Id of the new key.' }),
    key: Type.String({ description: 'The new key itself.' }),
  }),
  problems: ['unkey/data/key_not_found', 'unkey/application/precondition_failed'],
  example: { keyId: 'key_1234abcd', expiration: 86_400_000 },
});
