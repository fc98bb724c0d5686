import type { AuditEvent } from '../../domain/audit/audit-event.js';
import {
  permissionAddedToKey,
  permissionRemovedFromKey,
  roleAddedToKey,
  roleRemovedFromKey,
} from '../../domain/audit/links.js';
import { missingPermissionCreated } from '../../domain/audit/permissions.js';
import type { LinkMode } from '../../domain/links/plan-links.js';
import { keyNotFound } from '../../domain/not-found.js';
import type { Tx } from '../../store/database/database.js';
import { lockLiveKey, removeKey, touchKey } from '../../store/keys/keys.js';
import {
  connectPermissionsToKey,
  lockPermissionsOfKeyShared,
} from '../../store/permissions/permission-links.js';
import {
  lockPermissionsBySlugShared,
  type Permission,
} from '../../store/permissions/permissions.js';
import { connectRolesToKey, lockRolesOfKeyShared } from '../../store/permissions/role-links.js';
import {
  findRoleDetails,
  lockRolesByNameShared,
  type RoleDetails,
} from '../../store/permissions/roles.js';
import type { ChangeRecord } from '../change/commit-change.js';
import {
  type KeyPermissionsChange,
  type KeyRolesChange,
  linkPermissions,
  linkRoles,
} from './link-key.js';

/*
 * Links between keys, roles and permissions. This file has the links of a key, `change-role.ts`
 * those of a role, `connect-new-keys.ts` those of new keys. The rest of the folder is private to
 * these three.
 *
 * Row locks:
 *
 * | lock              | on                     | taken by                                        |
 * |-------------------|------------------------|-------------------------------------------------|
 * | FOR KEY SHARE     | a permission or a role | each change of one of its links, before that    |
 * | FOR NO KEY UPDATE | a permission or a role | a change of its texts, or of a role's links     |
 * | FOR UPDATE        | a permission or a role | its deletion, which removes all of its links    |
 * | FOR UPDATE        | a permission or a role | the statement that gives it another slug, name  |
 * | FOR UPDATE        | a key                  | each change of the key, and its deletion        |
 *
 * FOR KEY SHARE waits for FOR UPDATE alone, so changes wait for deletions and not for each other.
 *
 * Order, for a change of a key: permissions, roles, key. The deletion of a permission that very
 * many keys have takes a while. If a change waited for it with the key locked, every verification
 * that spends credits of the key would wait too. The links may change until the key is locked. So
 * the change then reads and locks permissions and roles once more. That rarely waits: only for the
 * deletion of something that was linked in between, or for another request that creates the same
 * permission.
 * A permanent deletion of a key locks the key first: such a key has no more credits to spend.
 * A role comes before the permissions that it has. Missing permissions are created before missing
 * roles.
 *
 * This excludes deadlocks:
 * - among changes of keys, because their locks on permissions and roles do not exclude each other;
 * - between a change and a deletion, because a deletion first locks everything that it waits for,
 *   and then removes links. After that no other transaction has a lock on these links, so the
 *   deletion never waits halfway;
 * - among requests that create the same permissions, because all insert them in one order.
 *
 * One deadlock is possible: a permission gets the slug that another request is about to create, and
 * that request has still to lock this permission, since its key or its role has it.
 *
 * `test/races/role-changes.test.ts` proves it. It counts deadlocks while keys are changed and
 * deleted, roles created, and roles and permissions deleted, all at once. It also keeps a deletion
 * open, and a change, to see what waits for them. An unforeseen deadlock costs a repetition:
 * `commitChange` starts over.
 */

/** A key that no other transaction changes before this one ends. */
interface LockedKey {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly hash: string;
  readonly name: string | null;
}

interface LinkChange {
  readonly mode: LinkMode;
  readonly workspaceId: string;
  readonly keyId: string;
  /** Throws if the caller may not change the key. */
  readonly authorize: (key: KeyWithApi) => void;
  readonly nowMs: number;
}

interface KeyWithApi extends LockedKey {
  readonly apiId: string;
  readonly keySpaceId: string;
}

/** Gives, takes or replaces the permissions that a key has itself. Returns the new set. */
export async function changeKeyPermissions(
  tx: Tx,
  record: ChangeRecord,
  change: LinkChange & {
    readonly slugs: readonly string[];
    /**
     * Called before a missing permission is created. Throws if the caller may not create
     * permissions.
     */
    readonly beforeCreation?: () => void;
  },
): Promise<readonly Permission[]> {
  const { mode, slugs, nowMs } = change;
  await lockLinkedShared(tx, change, { permissions: slugs });
  const key = await lockKey(tx, change);
  change.authorize(key);
  const linked = await linkPermissions(tx, mode, change);
  await recordPermissionChange({ tx, record, key, nowMs }, linked);
  return linked.permissions;
}

/** The same for its roles. */
export async function changeKeyRoles(
  tx: Tx,
  record: ChangeRecord,
  change: LinkChange & { readonly names: readonly string[] },
): Promise<readonly RoleDetails[]> {
  const { mode, workspaceId, names, nowMs } = change;
  await lockLinkedShared(tx, change, { roles: names });
  const key = await lockKey(tx, change);
  change.authorize(key);
  const linked = await linkRoles(tx, mode, change);
  await recordRoleChange({ tx, record, key, nowMs }, linked);
  return findRoleDetails(tx, { workspaceId, roles: linked.roles });
}

interface ChangedKey {
  readonly tx: Tx;
  readonly record: ChangeRecord;
  /** `lockLinkedShared` was called before the key was locked. */
  readonly key: LockedKey;
  readonly nowMs: number;
}

/** Slugs and names. An absent list leaves the links of its kind as they are. */
interface NamedLinks {
  readonly permissions?: readonly string[];
  readonly roles?: readonly string[];
}

/** For an operation that has locked the key, and changes more of it than its links. */
export async function replaceKeyLinks(
  changed: ChangedKey,
  { permissions: slugs, roles: names }: NamedLinks,
  beforeCreation?: () => void,
): Promise<void> {
  const { tx, key, nowMs } = changed;
  const { workspaceId, keyId } = key;
  if (slugs !== undefined) {
    const change = await linkPermissions(tx, 'replace', {
      workspaceId,
      keyId,
      slugs,
      nowMs,
      beforeCreation,
    });
    await recordPermissionChange(changed, change);
  }
  if (names !== undefined) {
    await recordRoleChange(changed, await linkRoles(tx, 'replace', { workspaceId, keyId, names }));
  }
}

/** Gives a new key the links of the old one. The old key is locked, after `lockLinkedShared`. */
export async function copyKeyLinks(
  tx: Tx,
  { workspaceId, oldId, newId }: { workspaceId: string; oldId: string; newId: string },
): Promise<void> {
  const from = { workspaceId, keyId: oldId };
  const to = { workspaceId, keyId: newId };
  const permissions = await lockPermissionsOfKeyShared(tx, from);
  await connectPermissionsToKey(tx, { ...to, permissionIds: permissions.map(({ id }) => id) });
  const roles = await lockRolesOfKeyShared(tx, from);
  await connectRolesToKey(tx, { ...to, roleIds: roles.map(({ id }) => id) });
}

/** Deletes the row of a locked key. Its links go with it, so their other ends are locked first. */
export async function removeKeyWithLinks(
  tx: Tx,
  key: { workspaceId: string; keyId: string },
): Promise<void> {
  await lockLinkedShared(tx, key, ALL_THAT_IT_HAS);
  await removeKey(tx, key);
}

export const ALL_THAT_IT_HAS: NamedLinks = { permissions: [], roles: [] };

/**
 * Locks the permissions and roles that a change of links concerns: those that it names, and those
 * that the key has. It waits for deletions that are under way.
 */
export async function lockLinkedShared(
  tx: Tx,
  { workspaceId, keyId }: { readonly workspaceId: string; readonly keyId: string },
  { permissions: slugs, roles: names }: NamedLinks,
): Promise<void> {
  if (slugs !== undefined) {
    await lockPermissionsBySlugShared(tx, { workspaceId, slugs });
    await lockPermissionsOfKeyShared(tx, { workspaceId, keyId });
  }
  if (names !== undefined) {
    await lockRolesByNameShared(tx, { workspaceId, names });
    await lockRolesOfKeyShared(tx, { workspaceId, keyId });
  }
}

async function lockKey(
  tx: Tx,
  { workspaceId, keyId }: { workspaceId: string; keyId: string },
): Promise<KeyWithApi> {
  const key = await lockLiveKey(tx, { workspaceId, keyId });
  if (key === undefined) throw keyNotFound();
  return { ...key, workspaceId, keyId };
}

async function recordPermissionChange(
  changed: ChangedKey,
  { removed, created, added }: KeyPermissionsChange,
): Promise<void> {
  await recordEvents(changed, [
    ...removed.map((permission) => permissionRemovedFromKey(permission, changed.key)),
    ...created.map(missingPermissionCreated),
    ...added.map((permission) => permissionAddedToKey(permission, changed.key)),
  ]);
}

async function recordRoleChange(
  changed: ChangedKey,
  { removed, added }: KeyRolesChange,
): Promise<void> {
  await recordEvents(changed, [
    ...removed.map((role) => roleRemovedFromKey(role, changed.key)),
    ...added.map((role) => roleAddedToKey(role, changed.key)),
  ]);
}

/** A request for links that exist already has changed nothing. */
async function recordEvents(
  { tx, record, key, nowMs }: ChangedKey,
  events: readonly AuditEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await touchKey(tx, { ...key, nowMs });
  for (const event of events) record.audit(event);
  record.changed({ kind: 'key', workspaceId: key.workspaceId, hash: key.hash });
}
