import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { onApi } from '../../rights/rights-by-thing.js';
import { ApiReference } from '../../shapes/api.js';
import { closed } from '../../shapes/schema.js';

export const deleteApi = defineOperation({
  name: 'apis.deleteApi',
  kind: 'change',
  destructive: true,
  stepUp: true,
  summary: 'Delete an API',
  description:
    'Deletes an API. Once the answer has come, no key of the API is valid. Refused while the API has delete protection.',
  requires: {
    right: anyOf(...onApi('delete_api')),
  },
  request: closed({ apiId: ApiReference }),
  data: closed({}),
  problems: ['unkey/data/api_not_found', 'unkey/application/protected_resource'],
  example: { apiId: 'api_1234abcd' },
});
