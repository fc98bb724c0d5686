import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, PageCursor, PageLimit } from '../../shared/fields.js';
import { RootKeyResponse } from '../../shared/root-key.js';

export const definition = defineRpc({
  name: 'rootKeys.listRootKeys',
  kind: 'read',
  summary: 'List root keys',
  description:
    'The root keys of the workspace that have not been deleted, the oldest first. Needs the permission root_key.*.read_root_key.',
  request: closed({ limit: Type.Optional(PageLimit), cursor: Type.Optional(PageCursor) }),
  data: RootKeyResponse,
  problems: [],
  example: { limit: 50 },
});
