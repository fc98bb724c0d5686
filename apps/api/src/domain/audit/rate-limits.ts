import type { AuditEvent } from './audit-event.js';
import { type AuditedIdentity, identityTarget } from './identities.js';

interface AuditedRateLimit {
  readonly id: string;
  readonly name: string;
}

interface RateLimitChanges {
  readonly deleted: readonly AuditedRateLimit[];
  readonly updated: readonly AuditedRateLimit[];
  readonly created: readonly AuditedRateLimit[];
}

/** One audit event for each limit that the identity lost, kept or got. */
export function identityRateLimitsChanged(
  identity: AuditedIdentity,
  { deleted, updated, created }: RateLimitChanges,
): AuditEvent[] {
  return [
    ...deleted.map((limit) => rateLimitDeleted(limit, identity)),
    ...updated.map((limit) => rateLimitUpdated(limit, identity)),
    ...created.map((limit) => rateLimitCreated(limit, identity)),
  ];
}

function rateLimitCreated(limit: AuditedRateLimit, identity: AuditedIdentity): AuditEvent {
  return {
    event: 'ratelimit.create',
    description: `Created ratelimit ${limit.id}`,
    targets: targetsOf(limit, identity),
  };
}

function rateLimitUpdated(limit: AuditedRateLimit, identity: AuditedIdentity): AuditEvent {
  return {
    event: 'ratelimit.update',
    description: `Updated ratelimit ${limit.id}`,
    targets: targetsOf(limit, identity),
  };
}

function rateLimitDeleted(limit: AuditedRateLimit, identity: AuditedIdentity): AuditEvent {
  return {
    event: 'ratelimit.delete',
    description: `Deleted ratelimit ${limit.id}`,
    targets: targetsOf(limit, identity),
  };
}

function targetsOf({ id, name }: AuditedRateLimit, identity: AuditedIdentity) {
  return [identityTarget(identity), { type: 'ratelimit' as const, id, name }];
}
