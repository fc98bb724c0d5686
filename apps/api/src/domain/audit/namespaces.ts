import type { AuditEvent, AuditTarget } from './audit-event.js';

interface AuditedNamespace {
  readonly id: string;
  readonly name: string;
}

interface AuditedOverride {
  readonly id: string;
  readonly identifier: string;
}

export function namespaceCreated(namespace: AuditedNamespace): AuditEvent {
  return {
    event: 'ratelimitNamespace.create',
    description: `Created ratelimit namespace ${namespace.name}`,
    targets: [namespaceTarget(namespace)],
  };
}

export function namespaceDeleted(namespace: AuditedNamespace): AuditEvent {
  return {
    event: 'ratelimitNamespace.delete',
    description: `Deleted ${namespace.id}`,
    targets: [namespaceTarget(namespace)],
  };
}

/** For a new override, and for new numbers of an existing one. */
export function overrideSet(override: AuditedOverride, namespace: AuditedNamespace): AuditEvent {
  return {
    event: 'ratelimit.set_override',
    description: `Set ratelimit override for ${namespace.id} and ${override.identifier}`,
    targets: [overrideTarget(override)],
  };
}

export function overrideDeleted(
  override: AuditedOverride,
  namespace: AuditedNamespace,
): AuditEvent {
  return {
    event: 'ratelimit.delete_override',
    description: `Deleted override ${override.id}.`,
    targets: [overrideTarget(override), namespaceTarget(namespace)],
  };
}

function namespaceTarget({ id, name }: AuditedNamespace): AuditTarget {
  return { type: 'ratelimitNamespace', id, name };
}

function overrideTarget({ id, identifier }: AuditedOverride): AuditTarget {
  return { type: 'ratelimitOverride', id, name: identifier };
}
