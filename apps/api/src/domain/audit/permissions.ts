import type { AuditEvent, AuditTarget } from './audit-event.js';

export interface AuditedPermission {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string | null;
}

export function permissionCreated(permission: AuditedPermission): AuditEvent {
  return {
    event: 'permission.create',
    description: `Created ${permission.id}`,
    targets: [targetInFull(permission)],
  };
}

/** Created because a request named it, so its name is its slug. */
export function missingPermissionCreated(permission: AuditedPermission): AuditEvent {
  const { id, name, slug } = permission;
  return {
    event: 'permission.create',
    description: `Created ${slug} (${id})`,
    targets: [{ ...permissionTarget(permission), meta: { name, slug } }],
  };
}

/** The same for an existing role that gets the permission. Only there the target has no slug. */
export function missingPermissionCreatedForRole(permission: AuditedPermission): AuditEvent {
  return { ...missingPermissionCreated(permission), targets: [permissionTarget(permission)] };
}

/** As it is now. */
export function permissionUpdated(permission: AuditedPermission): AuditEvent {
  return {
    event: 'permission.update',
    description: `Updated ${permission.id}`,
    targets: [targetInFull(permission)],
  };
}

export function permissionDeleted(permission: AuditedPermission): AuditEvent {
  return {
    event: 'permission.delete',
    description: `Deleted ${permission.id}`,
    targets: [targetInFull(permission)],
  };
}

export function permissionTarget({
  id,
  name,
}: Pick<AuditedPermission, 'id' | 'name'>): AuditTarget {
  return { type: 'permission', id, name };
}

function targetInFull(permission: AuditedPermission): AuditTarget {
  const { name, slug, description } = permission;
  const meta = { name, slug, ...(description === null ? {} : { description }) };
  return { ...permissionTarget(permission), meta };
}
