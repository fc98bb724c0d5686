import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { allKeysUrn, KEY_SPACE_IDS, keySpaceUrn, onApi } from '../../rights/rights-by-thing.js';
import { ruled } from '../../shapes/annotations.js';
import { KeyReference } from '../../shapes/key.js';
import { closed, nullable } from '../../shapes/schema.js';

const GRACE_MAX_MS = 4_102_444_800_000;

export const rerollKey = defineOperation({
  name: 'keys.rerollKey',
  kind: 'change',
  destructive: true,
  summary: 'Reroll a key',
  description:
    'Issues a new key with the settings, limits, permissions, roles and credits of an old one, and lets the old key expire, unless expiration is null. While both keys are valid, each has its own credits. The new key is recoverable if the old one is.',
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
      keyId: ruled('must not have expired', KeyReference),
      expiration: nullable(
        Type.Integer({
          format: 'int64',
          minimum: 0,
          maximum: GRACE_MAX_MS,
          description:
            'For how many milliseconds from now the old key stays valid, unless it expires earlier. 0 ends it at once. null leaves it as it is, with its own expiry if it has one.',
        }),
      ),
    },
    // Open, as in the reference.
    { additionalProperties: true },
  ),
  data: closed({
    keyId: Type.String({ description: 'Id of the new key.' }),
    key: Type.String({ description: 'The new key itself.' }),
  }),
  secrets: { data: ['key'] },
  problems: [
    'unkey/application/quota_exceeded',
    'unkey/data/key_not_found',
    'unkey/application/precondition_failed',
  ],
  example: { keyId: 'key_1234abcd', expiration: 86_400_000 },
});
