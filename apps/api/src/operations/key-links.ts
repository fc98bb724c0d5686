import { type LinkMode, planLinks } from '../domain/links/plan-links.js';
import type { Tx } from '../store/database.js';
import {
  connectPermissionsToKey,
  disconnectPermissionsFromKey,
  holdPermissionsOfKey,
} from '../store/permission-links.js';
import { holdPermissionsBySlug, type Permission } from '../store/permissions.js';
import {
  connectRolesToKey,
  disconnectRolesFromKey,
  holdRolesByName,
  holdRolesOfKey,
  type Role,
} from '../store/roles.js';
import { ensureExactPermissions, type WantedPermissions } from './ensure-permissions.js';
import { permissionNotFound, roleNotFound } from './not-found.js';

/*
 * Which permissions and roles a key has itself. The caller has locked the key, so two calls for one
 * key never mix their sets, and does the rest: authorisation, audit trail, caches.
 */

interface WantedKeyPermissions extends WantedPermissions {
  readonly keyId: string;
}

export interface KeyPermissionsChange {
  /** What the key has afterwards, apart from what it has through roles. */
  readonly permissions: readonly Permission[];
  readonly added: readonly Permission[];
  readonly removed: readonly Permission[];
  readonly created: readonly Permission[];
}

interface WantedKeyRoles {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly names: readonly string[];
}

export interface KeyRolesChange {
  /** What the key has afterwards. */
  readonly roles: readonly Role[];
  readonly added: readonly Role[];
  readonly removed: readonly Role[];
}

/** Makes permissions that do not exist. */
export async function addKeyPermissions(
  tx: Tx,
  wanted: WantedKeyPermissions,
): Promise<KeyPermissionsChange> {
  const { permissions, created } = await ensureExactPermissions(tx, wanted);
  return { ...(await linkPermissions(tx, wanted, 'add', permissions)), created };
}

/** Makes permissions that do not exist. */
export async function replaceKeyPermissions(
  tx: Tx,
  wanted: WantedKeyPermissions,
): Promise<KeyPermissionsChange> {
  const { permissions, created } = await ensureExactPermissions(tx, wanted);
  return { ...(await linkPermissions(tx, wanted, 'replace', permissions)), created };
}

/** Refuses permissions that do not exist; those that the key does not have are passed over. */
export async function removeKeyPermissions(
  tx: Tx,
  wanted: Omit<WantedKeyPermissions, 'beforeCreation' | 'nowMs'>,
): Promise<KeyPermissionsChange> {
  const found = await holdPermissionsBySlug(tx, wanted);
  const bySlug = new Map(found.map((permission) => [permission.slug, permission]));
  const named = wanted.slugs.map((slug) => {
    const permission = bySlug.get(slug);
    if (permission === undefined) throw permissionNotFound(slug);
    return permission;
  });
  return { ...(await linkPermissions(tx, wanted, 'remove', named)), created: [] };
}

/** Refuses roles that do not exist. */
export async function addKeyRoles(tx: Tx, wanted: WantedKeyRoles): Promise<KeyRolesChange> {
  return linkRoles(tx, wanted, 'add');
}

/** Refuses roles that do not exist. */
export async function replaceKeyRoles(tx: Tx, wanted: WantedKeyRoles): Promise<KeyRolesChange> {
  return linkRoles(tx, wanted, 'replace');
}

/** Refuses roles that do not exist; those that the key does not have are passed over. */
export async function removeKeyRoles(tx: Tx, wanted: WantedKeyRoles): Promise<KeyRolesChange> {
  return linkRoles(tx, wanted, 'remove');
}

async function linkPermissions(
  tx: Tx,
  { workspaceId, keyId }: { workspaceId: string; keyId: string },
  mode: LinkMode,
  named: readonly Permission[],
): Promise<Omit<KeyPermissionsChange, 'created'>> {
  const before = await holdPermissionsOfKey(tx, { workspaceId, keyId });
  const { after, added, removed } = planLinks(mode, before, named);
  const link = { workspaceId, keyId };
  await disconnectPermissionsFromKey(tx, { ...link, permissionIds: removed.map(idOf) });
  await connectPermissionsToKey(tx, { ...link, permissionIds: added.map(idOf) });
  return { permissions: after, added, removed };
}

async function linkRoles(
  tx: Tx,
  { workspaceId, keyId, names }: WantedKeyRoles,
  mode: LinkMode,
): Promise<KeyRolesChange> {
  const found = await holdRolesByName(tx, { workspaceId, names });
  const byName = new Map(found.map((role) => [role.name, role]));
  const named = names.map((name) => {
    const role = byName.get(name);
    if (role === undefined) throw roleNotFound(name);
    return role;
  });
  const before = await holdRolesOfKey(tx, { workspaceId, keyId });
  const { after, added, removed } = planLinks(mode, before, named);
  const link = { workspaceId, keyId };
  await disconnectRolesFromKey(tx, { ...link, roleIds: removed.map(idOf) });
  await connectRolesToKey(tx, { ...link, roleIds: added.map(idOf) });
  return { roles: after, added, removed };
}

function idOf(item: { readonly id: string }): string {
  return item.id;
}
