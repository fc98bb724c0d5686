import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { onApi } from '../../rights/rights-by-thing.js';
import { referTo } from '../../shapes/annotations.js';
import { Api } from '../../shapes/api.js';
import { COUNT, PAGE, SEARCH, sortedBy } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';

export const listApis = defineOperation({
  name: 'apis.listApis',
  kind: 'read',
  summary: 'List APIs',
  description: 'Lists APIs, by age unless the request asks for another order.',
  requires: {
    right: anyOf(...onApi('read_api')),
    found: ['apiId'],
    rows: 'filtered',
  },
  request: closed({
    ...PAGE,
    search: Type.Optional(
      referTo(
        'api',
        ['id'],
        Type.String({
          ...SEARCH,
          description: 'Only APIs with this text in their name or id, in any case.',
        }),
      ),
    ),
    ...sortedBy(
      ['createdAt', 'name'],
      'createdAt is the default. A name counts with its first 100 characters.',
    ),
    ...COUNT,
  }),
  data: Api,
  paginated: true,
  problems: [],
  example: { limit: 10 },
});
