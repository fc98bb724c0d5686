import { defineOperation } from '../../operation.js';
import { urn } from '../../rights/right.js';
import { PAGE } from '../../shapes/page.js';
import { RootKey } from '../../shapes/root-key.js';
import { closed } from '../../shapes/schema.js';

export const listKeys = defineOperation({
  name: 'rootKeys.listKeys',
  kind: 'read',
  summary: 'List root keys',
  description:
    'Lists the root keys of the workspace, without deleted ones, the oldest first. Disabled and expired ones are in the list.',
  requires: {
    right: urn('rootKeys/{keyId}', 'read'),
    found: ['keyId'],
    rows: 'readable',
  },
  request: closed({ ...PAGE }),
  data: RootKey,
  paginated: true,
  problems: [],
  example: { limit: 50 },
});
