import { type Requirement, tuple } from './requirement.js';

/** What the operations on key migrations ask of their caller. */

export function createMigration(): Requirement {
  return tuple('migration.*.create_migration');
}

export function readMigration(): Requirement {
  return tuple('migration.*.read_migration');
}
