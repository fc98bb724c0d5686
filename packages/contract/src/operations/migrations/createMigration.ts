import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { MigrationAlgorithm } from '../../shapes/migration.js';
import { closed } from '../../shapes/schema.js';

export const createMigration = defineOperation({
  name: 'migrations.createMigration',
  kind: 'change',
  summary: 'Create a migration',
  description:
    'Prepares the import of keys that another system has issued, if only their hashes are known. keys.migrateKeys then imports them. Keys of a sha256 migration can be verified like any other key. For a key of a github.com/seamapi/prefixed-api-key migration, keys.verifyKey needs the id of the migration until it has verified the key once.',
  requires: {
    right: tuple('migration.*.create_migration'),
  },
  request: closed({
    name: label({ minLength: 1, maxLength: 255 }),
    algorithm: MigrationAlgorithm,
  }),
  data: closed({ migrationId: Type.String() }),
  problems: ['unkey/application/quota_exceeded'],
  example: { name: 'From our own key table', algorithm: 'sha256' },
});

import { label } from '../../shapes/text.js';
