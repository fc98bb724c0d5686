import { Type } from '@sinclair/typebox';
import type { KeyMigration } from '../../store/keys/key-migrations.js';
import { closed, oneOf } from './fields.js';

export const MigrationAlgorithm = oneOf(
  ['sha256', 'github.com/seamapi/prefixed-api-key'],
  'What the hashes are of. sha256: the whole key, as standard base64. github.com/seamapi/prefixed-api-key: the long token of the key, as lower-case hexadecimal digits.',
);

export const MigrationDetails = closed({
  id: Type.String(),
  name: Type.String(),
  algorithm: MigrationAlgorithm,
  createdAt: Type.Integer({ format: 'int64', description: 'Unix time in milliseconds.' }),
});

export function presentMigration({ id, name, algorithm, createdAtMs }: KeyMigration) {
  return { id, name, algorithm, createdAt: createdAtMs };
}
