import type { AuditEvent, AuditTarget } from './audit-event.js';
import { keyTarget } from './keys.js';
import { type AuditedPermission, permissionTarget } from './permissions.js';
import { type AuditedRole, roleTarget, roleTargetInFull } from './roles.js';

/* Links between keys, roles and permissions. */

interface AuditedKey {
  readonly keyId: string;
  readonly name: string | null;
}

export function permissionAddedToKey(permission: AuditedPermission, key: AuditedKey): AuditEvent {
  return {
    event: 'authorization.connect_permission_and_key',
    description: `Added permission ${permission.name} to key ${key.keyId}`,
    targets: [keyTarget(key), permissionTarget(permission)],
  };
}

/** For a new key, the trail names the permission by its slug. */
export function permissionAddedToNewKey(
  { id, slug }: AuditedPermission,
  key: AuditedKey,
): AuditEvent {
  return {
    event: 'authorization.connect_permission_and_key',
    description: `Added permission ${slug} to key ${key.keyId}`,
    targets: [keyTarget(key), permissionTarget({ id, name: slug })],
  };
}

export function permissionRemovedFromKey(
  permission: AuditedPermission,
  key: AuditedKey,
): AuditEvent {
  return {
    event: 'authorization.disconnect_permission_and_key',
    description: `Removed permission ${permission.name} from key ${key.keyId}`,
    targets: [keyTarget(key), permissionTarget(permission)],
  };
}

export function roleAddedToKey(role: AuditedRole, key: AuditedKey): AuditEvent {
  return {
    event: 'authorization.connect_role_and_key',
    description: `Added role ${role.name} to key ${key.keyId}`,
    targets: [keyTarget(key), roleTarget(role)],
  };
}

/** The trail says "connected" for the roles of a new key, "added" for those of an existing one. */
export function roleAddedToNewKey(role: AuditedRole, key: AuditedKey): AuditEvent {
  return {
    event: 'authorization.connect_role_and_key',
    description: `Connected role ${role.name} to key ${key.keyId}`,
    targets: [keyTarget(key), roleTarget(role)],
  };
}

export function roleRemovedFromKey(role: AuditedRole, key: AuditedKey): AuditEvent {
  return {
    event: 'authorization.disconnect_role_and_key',
    description: `Removed role ${role.name} from key ${key.keyId}`,
    targets: [keyTarget(key), roleTarget(role)],
  };
}

export function permissionAddedToRole(
  permission: AuditedPermission,
  role: AuditedRole,
): AuditEvent {
  return permissionAdded(permission, roleTarget(role));
}

/** For a new role, the trail repeats the meta of the role. */
export function permissionAddedToNewRole(
  permission: AuditedPermission,
  role: AuditedRole,
): AuditEvent {
  return permissionAdded(permission, roleTargetInFull(role));
}

function permissionAdded(permission: AuditedPermission, role: AuditTarget): AuditEvent {
  return {
    event: 'authorization.connect_role_and_permission',
    description: `Added permission ${permission.name} to role ${role.name}`,
    targets: [role, permissionTarget(permission)],
  };
}

export function permissionRemovedFromRole(
  permission: AuditedPermission,
  role: AuditedRole,
): AuditEvent {
  return {
    event: 'authorization.disconnect_role_and_permissions',
    description: `Removed permission ${permission.name} from role ${role.name}`,
    targets: [roleTarget(role), permissionTarget(permission)],
  };
}
