import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { onApi } from '../../rights/rights-by-thing.js';
import { Api } from '../../shapes/api.js';
import { PAGE } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';

export const listApis = defineOperation({
  name: 'apis.listApis',
  kind: 'read',
  summary: 'List APIs',
  description: 'Lists APIs in the order of their ids.',
  requires: {
    right: anyOf(...onApi('read_api')),
    found: ['apiId'],
    rows: 'filtered',
  },
  request: closed({
    ...PAGE,
  }),
  data: Api,
  paginated: true,
  problems: [],
  example: { limit: 10 },
});
