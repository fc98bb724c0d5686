import { defineOperation } from '../../operation.js';
import { anyOf, tuple, urn } from '../../rights/right.js';
import { ApiId, ApiName } from '../../shapes/api.js';
import { closed } from '../../shapes/schema.js';

export const createApi = defineOperation({
  name: 'apis.createApi',
  kind: 'change',
  summary: 'Create an API',
  description:
    'Creates an API: the space that keys belong to. Its name is for people and need not be unique.',
  requires: {
    right: anyOf(tuple('api.*.create_api'), urn('keyspaces/*', 'create_keyspace')),
  },
  request: closed({ name: ApiName }),
  data: closed({ apiId: ApiId }),
  problems: ['unkey/application/quota_exceeded'],
  example: { name: 'Weather' },
});
