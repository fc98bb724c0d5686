import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { MigrationAlgorithm } from '../../shared/migration.js';

export const definition = defineRpc({
  name: 'migrations.createMigration',
  kind: 'change',
  summary: 'Create a migration',
  description:
    'Prepares the import of keys that another system has issued and of which only hashes are known; keys.migrateKeys then takes them. Keys of a sha256 migration can be verified like any other. For those of github.com/seamapi/prefixed-api-key, keys.verifyKey needs the id of the migration until it has seen the key once. Needs the permission migration.*.create_migration.',
  request: closed({
    name: Type.String({ minLength: 1, maxLength: 255 }),
    algorithm: MigrationAlgorithm,
  }),
  data: closed({ migrationId: Type.String() }),
  problems: [],
  example: { name: 'From our own key table', algorithm: 'sha256' },
});
