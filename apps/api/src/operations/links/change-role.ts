import { roleAlreadyExists } from '../../domain/already-exists.js';
import {
  permissionAddedToNewRole,
  permissionAddedToRole,
  permissionRemovedFromRole,
} from '../../domain/audit/links.js';
import {
  missingPermissionCreated,
  missingPermissionCreatedForRole,
} from '../../domain/audit/permissions.js';
import { roleCreated } from '../../domain/audit/roles.js';
import { planLinks } from '../../domain/links/plan-links.js';
import { roleNotFound } from '../../domain/not-found.js';
import type { Tx } from '../../store/database/database.js';
import {
  connectPermissionsToRole,
  disconnectPermissionsFromRole,
  lockPermissionsOfRoleShared,
} from '../../store/permissions/permission-links.js';
import {
  lockPermissionForDeletion,
  type Permission,
  removePermission,
} from '../../store/permissions/permissions.js';
import {
  insertRole,
  lockRoleForChange,
  lockRoleForDeletion,
  type Role,
  removeRole,
} from '../../store/permissions/roles.js';
import type { ChangeRecord } from '../change/commit-change.js';
import { distinctSlugs, ensurePermissions, type WantedPermissions } from './ensure-permissions.js';

/** No key has the new role yet, so no cache has to forget anything. */
export async function createRoleWithPermissions(
  tx: Tx,
  record: ChangeRecord,
  { role, ...wanted }: WantedPermissions & { readonly role: Role },
): Promise<void> {
  const { workspaceId, nowMs } = wanted;
  const { permissions, created } = await ensureInOrder(tx, wanted);
  if (!(await insertRole(tx, { ...role, workspaceId, nowMs }))) throw roleAlreadyExists(role.name);
  const permissionIds = permissions.map(idOf);
  await connectPermissionsToRole(tx, { workspaceId, roleId: role.id, permissionIds });
  record.audit(roleCreated(role));
  for (const permission of created) record.audit(missingPermissionCreated(permission));
  for (const permission of permissions) record.audit(permissionAddedToNewRole(permission, role));
}

/** Returns the permissions that the role then has, by slug. */
export async function replaceRolePermissions(
  tx: Tx,
  record: ChangeRecord,
  { idOrName, ...wanted }: WantedPermissions & { readonly idOrName: string },
): Promise<readonly Permission[]> {
  const { workspaceId } = wanted;
  const role = await lockRoleForChange(tx, { workspaceId, idOrName });
  if (role === undefined) throw roleNotFound(idOrName);
  const link = { workspaceId, roleId: role.id };
  const { permissions, created } = await ensureInOrder(tx, wanted);
  const before = await lockPermissionsOfRoleShared(tx, link);
  const { added, removed } = planLinks('replace', before, permissions);
  await disconnectPermissionsFromRole(tx, { ...link, permissionIds: removed.map(idOf) });
  await connectPermissionsToRole(tx, { ...link, permissionIds: added.map(idOf) });
  for (const permission of created) record.audit(missingPermissionCreatedForRole(permission));
  for (const permission of removed) record.audit(permissionRemovedFromRole(permission, role));
  for (const permission of added) record.audit(permissionAddedToRole(permission, role));
  if (added.length + removed.length > 0) record.changed({ kind: 'workspace', id: workspaceId });
  return permissions;
}

/**
 * Deletes the role with its links to keys and permissions. Returns it, or `undefined` if there was
 * none.
 */
export async function removeRoleWithLinks(
  tx: Tx,
  { workspaceId, idOrName }: { workspaceId: string; idOrName: string },
): Promise<Role | undefined> {
  const role = await lockRoleForDeletion(tx, { workspaceId, idOrName });
  if (role === undefined) return undefined;
  await lockPermissionsOfRoleShared(tx, { workspaceId, roleId: role.id });
  await removeRole(tx, { workspaceId, roleId: role.id });
  return role;
}

/** The same for a permission, with its links to keys and roles. */
export async function removePermissionWithLinks(
  tx: Tx,
  { workspaceId, idOrSlug }: { workspaceId: string; idOrSlug: string },
): Promise<Permission | undefined> {
  const permission = await lockPermissionForDeletion(tx, { workspaceId, idOrSlug });
  if (permission === undefined) return undefined;
  await removePermission(tx, { workspaceId, permissionId: permission.id });
  return permission;
}

function ensureInOrder(tx: Tx, wanted: WantedPermissions) {
  return ensurePermissions(tx, { ...wanted, slugs: distinctSlugs(wanted.slugs).sort() });
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}
