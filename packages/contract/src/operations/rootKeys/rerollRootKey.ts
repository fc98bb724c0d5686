import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { allOf, tuple } from '../../rights/right.js';
import { ruled } from '../../shapes/annotations.js';
import { NewRootKey, RootKeyReference } from '../../shapes/root-key.js';
import { closed } from '../../shapes/schema.js';

export const rerollRootKey = defineOperation({
  name: 'rootKeys.rerollRootKey',
  kind: 'change',
  destructive: true,
  summary: 'Reroll a root key',
  description:
    'Issues a new root key with the name, permissions and expiry of an old one. The old one is still accepted for the time that the request sets, but never beyond its own expiry. The calling root key must have every permission of the old one, and must not expire earlier. A root key that rerolls itself needs an expiration above 0, so that the answer can arrive.',
  requires: {
    right: allOf(tuple('root_key.*.create_root_key'), tuple('root_key.*.update_root_key')),
  },
  request: closed({
    rootKeyId: ruled('must not have expired', RootKeyReference),
    expiration: Type.Integer({
      format: 'int64',
      minimum: 0,
      maximum: 4_102_444_800_000,
      description:
        'For how many milliseconds the old root key is still accepted. 0 ends it at once.',
    }),
  }),
  data: NewRootKey,
  secrets: { data: ['key'] },
  problems: [
    'unkey/application/quota_exceeded',
    'unkey/data/root_key_not_found',
    'unkey/application/protected_resource',
  ],
  example: { rootKeyId: 'root_1234abcd', expiration: 3_600_000 },
});
