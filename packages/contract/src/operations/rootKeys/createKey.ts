import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { urn } from '../../rights/right.js';
import { FutureExpires } from '../../shapes/key.js';
import { NewRootKey, RootKeyName, RootKeyPermissions } from '../../shapes/root-key.js';
import { closed, nullable } from '../../shapes/schema.js';

export const createKey = defineOperation({
  name: 'rootKeys.createKey',
  kind: 'change',
  stepUp: true,
  summary: 'Create a root key',
  description:
    'Issues a root key for the operations of this service. The root key appears only in this answer: only its hash is stored. It cannot have more permissions than the root key that creates it. If that one expires, the new one must expire too, and no later.',
  requires: {
    right: urn('rootKeys/*', 'write'),
  },
  request: closed({
    permissions: RootKeyPermissions,
    name: Type.Optional(RootKeyName),
    expires: Type.Optional(nullable(FutureExpires)),
  }),
  data: NewRootKey,
  secrets: { data: ['key'] },
  problems: ['unkey/application/quota_exceeded'],
  example: { name: 'Gateway', permissions: ['api.*.verify_key'] },
});
