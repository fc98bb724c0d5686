import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, PageCursor, PageLimit } from '../../shared/fields.js';
import { MigrationDetails } from '../../shared/migration.js';

export const definition = defineRpc({
  name: 'migrations.listMigrations',
  kind: 'read',
  summary: 'List migrations',
  description:
    'All migrations of the workspace, the oldest first. Needs the permission migration.*.read_migration.',
  request: closed({
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(PageCursor),
  }),
  data: MigrationDetails,
  problems: [],
  example: { limit: 10 },
});
