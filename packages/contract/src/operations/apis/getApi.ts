import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { onApi } from '../../rights/rights-by-thing.js';
import { ApiId, ApiName, ApiReference } from '../../shapes/api.js';
import { closed } from '../../shapes/schema.js';

export const getApi = defineOperation({
  name: 'apis.getApi',
  kind: 'read',
  summary: 'Get an API',
  requires: {
    right: anyOf(...onApi('read_api')),
  },
  request: closed({ apiId: ApiReference }),
  data: closed({ id: ApiId, name: ApiName }),
  problems: ['unkey/data/api_not_found'],
  example: { apiId: 'api_1234abcd' },
});
