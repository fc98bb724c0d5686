import { defineRpc } from '../../define-rpc.js';
import { ApiId, ApiName } from '../../shared/api.js';
import { closed } from '../../shared/fields.js';

export const definition = defineRpc({
  name: 'apis.createApi',
  kind: 'change',
  summary: 'Create an API',
  description:
    'Makes an API: the space that keys belong to. The name is for people and need not be unique. Needs the permission api.*.create_api.',
  request: closed({ name: ApiName }),
  data: closed({ apiId: ApiId }),
  problems: [],
  example: { name: 'Weather' },
});
