import type { AuditEvent, AuditTarget } from './audit-event.js';

export interface AuditedIdentity {
  readonly id: string;
  readonly externalId: string;
}

export function identityCreated(identity: AuditedIdentity): AuditEvent {
  return {
    event: 'identity.create',
    description: `Created identity ${identity.id}.`,
    targets: [identityTarget(identity)],
  };
}

export function identityUpdated(identity: AuditedIdentity): AuditEvent {
  return {
    event: 'identity.update',
    description: `Updated identity ${identity.id}`,
    targets: [identityTarget(identity)],
  };
}

export function identityDeleted(identity: AuditedIdentity): AuditEvent {
  return {
    event: 'identity.delete',
    description: `Deleted identity ${identity.id}.`,
    targets: [identityTarget(identity)],
  };
}

export function identityTarget({ id, externalId }: AuditedIdentity): AuditTarget {
  return { type: 'identity', id, name: externalId };
}
