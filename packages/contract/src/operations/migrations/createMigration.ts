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
    'Prepares the import of keys that another system has issued and of which only hashes are known; keys.migrateKeys then takes them. Keys of a sha256 migration can be verified like any other. For those of github.com/seamapi/prefixed-api-key, keys.verifyKey needs the id of the migration until it has seen the key once.',
  requires: {
    right: tuple('migration.*.create_migration'),
  },
  request: closed({
    name: Type.String({ minLength: 1, maxLength: 255 }),
    algorithm: MigrationAlgorithm,
  }),
  data: closed({ migrationId: Type.String() }),
  problems: [],
  example: { name: 'From our own key table', algorithm: 'sha256' },
});
