import type { AuditEvent, AuditTarget } from './audit-event.js';

export interface AuditedRole {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
}

/** Created by a request for it, or because an import named it. */
export function roleCreated(role: AuditedRole): AuditEvent {
  return {
    event: 'role.create',
    description: `Created ${role.id}`,
    targets: [roleTargetInFull(role)],
  };
}

/** As it is now. */
export function roleUpdated(role: AuditedRole): AuditEvent {
  return {
    event: 'role.update',
    description: `Updated ${role.id}`,
    targets: [roleTargetInFull(role)],
  };
}

export function roleDeleted(role: AuditedRole): AuditEvent {
  return {
    event: 'role.delete',
    description: `Deleted ${role.id}`,
    targets: [roleTargetInFull(role)],
  };
}

export function roleTarget({ id, name }: Pick<AuditedRole, 'id' | 'name'>): AuditTarget {
  return { type: 'role', id, name };
}

export function roleTargetInFull(role: AuditedRole): AuditTarget {
  const { name, description } = role;
  const meta = { name, ...(description === null ? {} : { description }) };
  return { ...roleTarget(role), meta };
}
