import { sql } from 'kysely';
import type { Tx } from '../database/database.js';
import { insertRows } from '../database/insert-rows.js';
import { type Permission, selectPermissions } from './permissions.js';

/*
 * Links from permissions to the keys and roles that have them. The caller has locked the key or the
 * role, so that two calls do not mix their sets. It has locked the permissions too.
 * operations/links/change-key.ts has the order of the locks.
 */

interface KeyLinks {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly permissionIds: readonly string[];
}

interface RoleLinks {
  readonly workspaceId: string;
  readonly roleId: string;
  readonly permissionIds: readonly string[];
}

/**
 * The permissions that the key has directly, not through roles, by slug. Locked `for key share`,
 * which excludes their deletion.
 */
export async function lockPermissionsOfKeyShared(
  tx: Tx,
  key: { workspaceId: string; keyId: string },
): Promise<Permission[]> {
  return selectPermissions(tx, key.workspaceId)
    .innerJoin('key_permissions', (join) =>
      join
        .onRef('key_permissions.workspace_id', '=', 'permissions.workspace_id')
        .onRef('key_permissions.permission_id', '=', 'permissions.id'),
    )
    .where('key_permissions.key_id', '=', key.keyId)
    .orderBy('permissions.slug')
    .forKeyShare('permissions')
    .execute();
}

/** By slug. Locked `for key share`, which excludes their deletion. */
export async function lockPermissionsOfRoleShared(
  tx: Tx,
  role: { workspaceId: string; roleId: string },
): Promise<Permission[]> {
  return selectPermissions(tx, role.workspaceId)
    .innerJoin('role_permissions', (join) =>
      join
        .onRef('role_permissions.workspace_id', '=', 'permissions.workspace_id')
        .onRef('role_permissions.permission_id', '=', 'permissions.id'),
    )
    .where('role_permissions.role_id', '=', role.roleId)
    .orderBy('permissions.slug')
    .forKeyShare('permissions')
    .execute();
}

export async function connectPermissionsToKey(tx: Tx, links: KeyLinks): Promise<void> {
  await connectPermissionsToKeys(tx, [links]);
}

export async function connectPermissionsToKeys(tx: Tx, keys: Iterable<KeyLinks>): Promise<void> {
  await insertRows(tx, 'key_permissions', rowsOf(keys), sql`on conflict do nothing`);
}

function* rowsOf(keys: Iterable<KeyLinks>) {
  for (const { workspaceId, keyId, permissionIds } of keys) {
    for (const permissionId of permissionIds) {
      yield { workspace_id: workspaceId, key_id: keyId, permission_id: permissionId };
    }
  }
}

export async function disconnectPermissionsFromKey(tx: Tx, links: KeyLinks): Promise<void> {
  if (links.permissionIds.length === 0) return;
  await tx
    .deleteFrom('key_permissions')
    .where('workspace_id', '=', links.workspaceId)
    .where('key_id', '=', links.keyId)
    .where(({ eb, val, fn }) => eb('permission_id', '=', fn.any(val([...links.permissionIds]))))
    .execute();
}

export async function connectPermissionsToRole(tx: Tx, links: RoleLinks): Promise<void> {
  const rows = links.permissionIds.map((permissionId) => ({
    workspace_id: links.workspaceId,
    role_id: links.roleId,
    permission_id: permissionId,
  }));
  await insertRows(tx, 'role_permissions', rows);
}

export async function disconnectPermissionsFromRole(tx: Tx, links: RoleLinks): Promise<void> {
  if (links.permissionIds.length === 0) return;
  await tx
    .deleteFrom('role_permissions')
    .where('workspace_id', '=', links.workspaceId)
    .where('role_id', '=', links.roleId)
    .where(({ eb, val, fn }) => eb('permission_id', '=', fn.any(val([...links.permissionIds]))))
    .execute();
}
