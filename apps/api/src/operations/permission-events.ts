import type { AuditEvent, AuditTarget } from '../store/audit/audit-log.js';
import type { Permission } from '../store/permissions/permissions.js';
import type { Role } from '../store/permissions/roles.js';

/*
 * How the audit trail words changes of permissions, roles and their links. Descriptions, targets
 * and even the odd plural are those that readers of the trail know from the reference.
 */

interface AuditedKey {
  readonly keyId: string;
  readonly name: string | null;
}

/** One that was made because a request named it, and so has its slug for a name. */
export function permissionMade(permission: Permission): AuditEvent {
  const { id, name, slug } = permission;
  return {
    event: 'permission.create',
    description: `Created ${slug} (${id})`,
    targets: [{ ...permissionTarget(permission), meta: { name, slug } }],
  };
}

export function permissionAddedToKey(permission: Permission, key: AuditedKey): AuditEvent {
  return {
    event: 'authorization.connect_permission_and_key',
    description: `Added permission ${permission.name} to key ${key.keyId}`,
    targets: [keyTarget(key), permissionTarget(permission)],
  };
}

export function permissionRemovedFromKey(permission: Permission, key: AuditedKey): AuditEvent {
  return {
    event: 'authorization.disconnect_permission_and_key',
    description: `Removed permission ${permission.name} from key ${key.keyId}`,
    targets: [keyTarget(key), permissionTarget(permission)],
  };
}

export function roleAddedToKey(role: Role, key: AuditedKey): AuditEvent {
  return {
    event: 'authorization.connect_role_and_key',
    description: `Added role ${role.name} to key ${key.keyId}`,
    targets: [keyTarget(key), roleTarget(role)],
  };
}

export function roleRemovedFromKey(role: Role, key: AuditedKey): AuditEvent {
  return {
    event: 'authorization.disconnect_role_and_key',
    description: `Removed role ${role.name} from key ${key.keyId}`,
    targets: [keyTarget(key), roleTarget(role)],
  };
}

export function permissionAddedToRole(permission: Permission, role: AuditTarget): AuditEvent {
  return {
    event: 'authorization.connect_role_and_permission',
    description: `Added permission ${permission.name} to role ${role.name}`,
    targets: [role, permissionTarget(permission)],
  };
}

export function permissionRemovedFromRole(permission: Permission, role: AuditTarget): AuditEvent {
  return {
    event: 'authorization.disconnect_role_and_permissions',
    description: `Removed permission ${permission.name} from role ${role.name}`,
    targets: [role, permissionTarget(permission)],
  };
}

export function permissionTarget({ id, name }: Permission): AuditTarget {
  return { type: 'permission', id, name };
}

/** For events of the permission itself. */
export function permissionTargetInFull(permission: Permission): AuditTarget {
  const { name, slug, description } = permission;
  const meta = { name, slug, ...(description === null ? {} : { description }) };
  return { ...permissionTarget(permission), meta };
}

export function roleTarget({ id, name }: Role): AuditTarget {
  return { type: 'role', id, name };
}

/** For events of the role itself. */
export function roleTargetInFull(role: Role): AuditTarget {
  const { name, description } = role;
  const meta = { name, ...(description === null ? {} : { description }) };
  return { ...roleTarget(role), meta };
}

export function keyTarget({ keyId, name }: AuditedKey): AuditTarget {
  return { type: 'key', id: keyId, ...(name === null ? {} : { name }) };
}
