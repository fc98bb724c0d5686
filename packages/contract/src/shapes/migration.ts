import { Type } from '@sinclair/typebox';
import { named } from './annotations.js';
import { closed, oneOf, UnixMs } from './schema.js';

export const MigrationAlgorithm = oneOf(
  ['sha256', 'github.com/seamapi/prefixed-api-key'],
  'How the hashes were made. sha256: SHA-256 of the whole key, as standard base64. github.com/seamapi/prefixed-api-key: SHA-256 of the long token of the key, as lower-case hexadecimal digits.',
);

/** An import of keys that another system has issued. */
export const KeyMigration = named(
  'KeyMigration',
  'A key import: a set of keys that another system issued.',
  closed({
    id: Type.String(),
    name: Type.String(),
    algorithm: MigrationAlgorithm,
    createdAt: UnixMs,
  }),
);
