import { defineRpc } from '../../define-rpc.js';
import { ApiId } from '../../shared/api.js';
import { closed } from '../../shared/fields.js';

export const definition = defineRpc({
  name: 'apis.deleteApi',
  kind: 'change',
  summary: 'Delete an API',
  description:
    'From the moment this is answered no key of the API is valid. Refused while the API has delete protection. Needs the permission api.*.delete_api or api.<apiId>.delete_api.',
  request: closed({ apiId: ApiId }),
  data: closed({}),
  problems: ['unkey/data/api_not_found', 'unkey/application/protected_resource'],
  example: { apiId: 'api_1234abcd' },
});
