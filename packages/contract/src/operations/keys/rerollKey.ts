import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { allKeysUrn, KEY_SPACE_IDS, keySpaceUrn, onApi } from '../../rights/rights-by-thing.js';
import { KeyReference } from '../../shapes/key.js';
import { closed } from '../../shapes/schema.js';

const GRACE_MAX_MS = 4_102_444_800_000;

export const rerollKey = defineOperation({
  name: 'keys.rerollKey',
  kind: 'change',
  destructive: true,
  summary: 'Reroll a key',
  description:
    'Issues a new key like an old one, with the same settings, limits, permissions, roles and credits, and lets the old one expire. While both are valid each has the credits for itself. A recoverable key becomes a recoverable one.',
  requires: {
    right: anyOf(...onApi('create_key'), keySpaceUrn('create_key')),
    found: KEY_SPACE_IDS,
    also: {
      recover: {
        when: 'for a recoverable key',
        right: anyOf(...onApi('encrypt_key'), allKeysUrn('encrypt_key')),
        found: KEY_SPACE_IDS,
      },
    },
  },
  request: Type.Object(
    {
      keyId: KeyReference,
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
  secrets: { data: ['key'] },
  problems: ['unkey/data/key_not_found', 'unkey/application/precondition_failed'],
  example: { keyId: 'key_1234abcd', expiration: 86_400_000 },
});
