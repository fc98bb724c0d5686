import { defineRpc } from '../../define-rpc.js';
import { ApiId, ApiName } from '../../shared/api.js';
import { closed } from '../../shared/fields.js';

export const definition = defineRpc({
  name: 'apis.getApi',
  kind: 'read',
  summary: 'Get an API',
  description: 'Needs the permission api.*.read_api or api.<apiId>.read_api.',
  request: closed({ apiId: ApiId }),
  data: closed({ id: ApiId, name: ApiName }),
  problems: ['unkey/data/api_not_found'],
  example: { apiId: 'api_1234abcd' },
});
