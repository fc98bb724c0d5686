import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { FutureExpires } from '../../shapes/key.js';
import { NewRootKey, RootKeyName, RootKeyPermissions } from '../../shapes/root-key.js';
import { closed } from '../../shapes/schema.js';

export const createRootKey = defineOperation({
  name: 'rootKeys.createRootKey',
  kind: 'change',
  summary: 'Create a root key',
  description:
    'Issues a root key for the operations of this service. The root key appears only in this answer: only its hash is stored. It cannot have more permissions than the root key that creates it, and cannot expire later.',
  requires: {
    right: tuple('root_key.*.create_root_key'),
  },
  request: closed({
    name: RootKeyName,
    permissions: RootKeyPermissions,
    expires: Type.Optional(FutureExpires),
  }),
  data: NewRootKey,
  secrets: { data: ['key'] },
  problems: ['unkey/application/quota_exceeded'],
  example: { name: 'Gateway', permissions: ['api.*.verify_key'] },
});
