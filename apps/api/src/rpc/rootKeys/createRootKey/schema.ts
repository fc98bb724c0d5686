import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, Expires } from '../../shared/fields.js';
import { NewRootKey, RootKeyName, RootKeyPermissions } from '../../shared/root-key.js';

export const definition = defineRpc({
  name: 'rootKeys.createRootKey',
  kind: 'change',
  summary: 'Create a root key',
  description:
    'Issues a root key for the operations of this API. The answer is the only place where it ever appears: only its hash is stored. It cannot have more permissions than the root key that creates it, nor last longer. Needs the permission root_key.*.create_root_key.',
  request: closed({
    name: RootKeyName,
    permissions: RootKeyPermissions,
    expires: Type.Optional(Expires),
  }),
  data: NewRootKey,
  problems: [],
  example: { name: 'Gateway', permissions: ['api.*.verify_key'] },
});
