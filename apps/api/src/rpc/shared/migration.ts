import type { KeyMigration } from '../../store/keys/key-migrations.js';

export function presentMigration({ id, name, algorithm, createdAtMs }: KeyMigration) {
  return { id, name, algorithm, createdAt: createdAtMs };
}
