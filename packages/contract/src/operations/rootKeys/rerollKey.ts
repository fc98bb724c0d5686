import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { urn } from '../../rights/right.js';
import { ruled } from '../../shapes/annotations.js';
import { NewRootKey, RootKeyReference } from '../../shapes/root-key.js';
import { closed, nullable } from '../../shapes/schema.js';

export const rerollKey = defineOperation({
  name: 'rootKeys.rerollKey',
  kind: 'change',
  destructive: true,
  stepUp: true,
  summary: 'Reroll a root key',
  description:
    'Issues a new root key with the name, permissions, state and expiry of an old one. The field expiration says what becomes of the old one. The calling root key must have every permission of the old one, and must not expire earlier. A root key that rerolls itself needs an expiration other than 0, so that the answer can arrive.',
  requires: {
    right: urn('rootKeys/{keyId}', 'write'),
    also: {
      endOld: { when: 'unless expiration is null', right: urn('rootKeys/{keyId}', 'delete') },
    },
  },
  request: closed({
    keyId: ruled('must not have expired', RootKeyReference),
    expiration: nullable(
      Type.Integer({
        format: 'int64',
        minimum: 0,
        maximum: 4_102_444_800_000,
        description:
          'For how many milliseconds the old root key is still accepted, but never beyond its own expiry. 0 ends it at once. null leaves its expiry as it is.',
      }),
    ),
  }),
  data: NewRootKey,
  secrets: { data: ['key'] },
  problems: [
    'unkey/application/quota_exceeded',
    'unkey/data/root_key_not_found',
    'unkey/application/protected_resource',
  ],
  example: { keyId: 'root_1234abcd', expiration: 3_600_000 },
});
