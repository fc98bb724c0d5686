import type { AuditEvent } from './audit-event.js';

interface AuditedMigration {
  readonly id: string;
  readonly name: string;
  readonly algorithm: string;
}

export function keyMigrationCreated({ id, name, algorithm }: AuditedMigration): AuditEvent {
  return {
    event: 'keyMigration.create',
    description: `Created key migration ${id}`,
    targets: [{ type: 'keyMigration', id, name, meta: { algorithm } }],
  };
}
