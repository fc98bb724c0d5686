import { LINKS_PER_KEY_MAX, type LinkMode, planLinks } from '../../domain/links/plan-links.js';
import { permissionNotFound, roleNotFound } from '../../domain/not-found.js';
import { invalidInput } from '../../domain/problems.js';
import type { Tx } from '../../store/database/database.js';
import {
  connectPermissionsToKey,
  disconnectPermissionsFromKey,
  lockPermissionsOfKeyShared,
} from '../../store/permissions/permission-links.js';
import {
  lockPermissionsBySlugShared,
  type Permission,
} from '../../store/permissions/permissions.js';
import {
  connectRolesToKey,
  disconnectRolesFromKey,
  lockRolesOfKeyShared,
} from '../../store/permissions/role-links.js';
import { lockRolesByNameShared, type Role } from '../../store/permissions/roles.js';
import { ensureExactPermissions, type WantedPermissions } from './ensure-permissions.js';

/*
 * The permissions and roles that a key has itself. The caller has locked the key, so that two calls
 * for one key never mix their sets. The caller also authorises, records audit events and notifies
 * the caches.
 */

interface WantedKeyPermissions extends WantedPermissions {
  readonly keyId: string;
}

export interface KeyPermissionsChange {
  /** The permissions that the key has afterwards, without those through roles. */
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
  /** The roles that the key has afterwards. */
  readonly roles: readonly Role[];
  readonly added: readonly Role[];
  readonly removed: readonly Role[];
}

/**
 * Creates missing permissions. In a removal it refuses them, and ignores permissions that the key
 * does not have.
 */
export async function linkPermissions(
  tx: Tx,
  mode: LinkMode,
  wanted: WantedKeyPermissions,
): Promise<KeyPermissionsChange> {
  if (mode === 'remove') {
    const named = await lockNamedPermissionsShared(tx, wanted);
    return { ...(await relinkPermissions(tx, mode, { ...wanted, named })), created: [] };
  }
  const { permissions: named, created } = await ensureExactPermissions(tx, wanted);
  return { ...(await relinkPermissions(tx, mode, { ...wanted, named })), created };
}

/** Refuses missing roles. A removal ignores roles that the key does not have. */
export async function linkRoles(
  tx: Tx,
  mode: LinkMode,
  { workspaceId, keyId, names }: WantedKeyRoles,
): Promise<KeyRolesChange> {
  const found = await lockRolesByNameShared(tx, { workspaceId, names });
  const byName = new Map(found.map((role) => [role.name, role]));
  const named = names.map((name) => {
    const role = byName.get(name);
    if (role === undefined) throw roleNotFound(name);
    return role;
  });
  const before = await lockRolesOfKeyShared(tx, { workspaceId, keyId });
  const { after, added, removed } = planLinks(mode, before, named);
  refuseTooMany('roles', { before, after, added });
  const link = { workspaceId, keyId };
  await disconnectRolesFromKey(tx, { ...link, roleIds: removed.map(idOf) });
  await connectRolesToKey(tx, { ...link, roleIds: added.map(idOf) });
  return { roles: after, added, removed };
}

async function lockNamedPermissionsShared(
  tx: Tx,
  wanted: { readonly workspaceId: string; readonly slugs: readonly string[] },
): Promise<readonly Permission[]> {
  const found = await lockPermissionsBySlugShared(tx, wanted);
  const bySlug = new Map(found.map((permission) => [permission.slug, permission]));
  return wanted.slugs.map((slug) => {
    const permission = bySlug.get(slug);
    if (permission === undefined) throw permissionNotFound(slug);
    return permission;
  });
}

async function relinkPermissions(
  tx: Tx,
  mode: LinkMode,
  {
    workspaceId,
    keyId,
    named,
  }: {
    readonly workspaceId: string;
    readonly keyId: string;
    readonly named: readonly Permission[];
  },
): Promise<Omit<KeyPermissionsChange, 'created'>> {
  const before = await lockPermissionsOfKeyShared(tx, { workspaceId, keyId });
  const { after, added, removed } = planLinks(mode, before, named);
  refuseTooMany('permissions', { before, after, added });
  const link = { workspaceId, keyId };
  await disconnectPermissionsFromKey(tx, { ...link, permissionIds: removed.map(idOf) });
  await connectPermissionsToKey(tx, { ...link, permissionIds: added.map(idOf) });
  return { permissions: after, added, removed };
}

/** A key that has more already keeps them. */
function refuseTooMany(
  what: keyof typeof LINKS_PER_KEY_MAX,
  links: Readonly<Record<'before' | 'after' | 'added', readonly unknown[]>>,
): void {
  const max = LINKS_PER_KEY_MAX[what];
  if (links.added.length === 0 || links.after.length <= max) return;
  throw invalidInput(
    `body.${what}`,
    `must not give the key more than ${max} ${what} of its own, and it has ${links.before.length}`,
    what === 'roles'
      ? 'Remove some, or give their permissions to one role.'
      : 'Remove some, or give them to the key by a role.',
  );
}

function idOf(item: { readonly id: string }): string {
  return item.id;
}
