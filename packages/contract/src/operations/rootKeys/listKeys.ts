import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { urn } from '../../rights/right.js';
import { referTo } from '../../shapes/annotations.js';
import { COUNT, PAGE, SEARCH, sortedBy } from '../../shapes/page.js';
import { RootKey } from '../../shapes/root-key.js';
import { closed } from '../../shapes/schema.js';

export const listKeys = defineOperation({
  name: 'rootKeys.listKeys',
  kind: 'read',
  summary: 'List root keys',
  description:
    'Lists the root keys of the workspace, without deleted ones, by age unless the request asks for another order. Disabled and expired ones are in the list. A search looks at id, name, start and end.',
  requires: {
    right: urn('rootKeys/{keyId}', 'read'),
    found: ['keyId'],
    rows: 'readable',
  },
  request: closed({
    ...PAGE,
    search: Type.Optional(referTo('rootKey', ['id'], Type.String(SEARCH))),
    ...sortedBy(
      ['createdAt', 'name'],
      'createdAt is the default. A name counts with its first 100 characters, and root keys without a name come before all others.',
    ),
    ...COUNT,
  }),
  data: RootKey,
  paginated: true,
  problems: [],
  example: { limit: 50 },
});
