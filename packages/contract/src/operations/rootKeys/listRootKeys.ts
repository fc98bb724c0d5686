import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { PAGE } from '../../shapes/page.js';
import { RootKey } from '../../shapes/root-key.js';
import { closed } from '../../shapes/schema.js';

export const listRootKeys = defineOperation({
  name: 'rootKeys.listRootKeys',
  kind: 'read',
  summary: 'List root keys',
  description: 'Lists the root keys of the workspace, without deleted ones, the oldest first.',
  requires: {
    right: tuple('root_key.*.read_root_key'),
  },
  request: closed({ ...PAGE }),
  data: RootKey,
  paginated: true,
  problems: [],
  example: { limit: 50 },
});
