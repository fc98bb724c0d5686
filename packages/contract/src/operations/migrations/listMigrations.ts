import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { KeyMigration } from '../../shapes/migration.js';
import { PAGE } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';

export const listMigrations = defineOperation({
  name: 'migrations.listMigrations',
  kind: 'read',
  summary: 'List migrations',
  description: 'Lists the migrations of the workspace, the oldest first.',
  requires: {
    right: tuple('migration.*.read_migration'),
  },
  request: closed({
    ...PAGE,
  }),
  data: KeyMigration,
  paginated: true,
  problems: [],
  example: { limit: 10 },
});
