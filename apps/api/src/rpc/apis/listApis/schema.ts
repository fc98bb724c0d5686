import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { ApiDetails } from '../../shared/api.js';
import { closed, PageCursor, PageLimit } from '../../shared/fields.js';

export const definition = defineRpc({
  name: 'apis.listApis',
  kind: 'read',
  summary: 'List APIs',
  description:
    'The APIs that the root key may read, in the order of their ids: all with the permission api.*.read_api, else those with api.<apiId>.read_api.',
  request: closed({
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(PageCursor),
  }),
  data: ApiDetails,
  problems: [],
  example: { limit: 10 },
});
