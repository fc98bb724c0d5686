import type { AuditEvent } from '../../domain/audit/audit-event.js';
import {
  permissionAddedToKey,
  permissionRemovedFromKey,
  roleAddedToKey,
  roleRemovedFromKey,
} from '../../domain/audit/links.js';
import { missingPermissionCreated } from '../../domain/audit/permissions.js';
import { authorize } from '../../domain/authorization/authorize.js';
import type { Grants } from '../../domain/authorization/grants.js';
import type { Requirement } from '../../domain/authorization/requirement.js';
import { createMissingPermissions } from '../../domain/authorization/requirements.js';
import type { LinkMode } from '../../domain/links/plan-links.js';
import { keyNotFound } from '../../domain/not-found.js';
import type { Tx } from '../../store/database/database.js';
import { lockLiveKey, touchKey } from '../../store/keys/keys.js';
import { holdPermissionsOfKey } from '../../store/permissions/permission-links.js';
import { holdPermissionsBySlug, type Permission } from '../../store/permissions/permissions.js';
import {
  findRoleDetails,
  holdRolesByName,
  holdRolesOfKey,
  type RoleDetails,
} from '../../store/permissions/roles.js';
import type { ChangeRecord } from '../change/commit-change.js';
import {
  type KeyPermissionsChange,
  type KeyRolesChange,
  linkPermissions,
  linkRoles,
} from './key-links.js';

/** A key that nobody else changes before the transaction ends. */
interface LockedKey {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly apiId: string;
  readonly keySpaceId: string;
  readonly hash: string;
  readonly name: string | null;
}

interface LinkChange {
  readonly mode: LinkMode;
  readonly caller: { readonly workspaceId: string; readonly grants: Grants };
  readonly keyId: string;
  readonly requirement: (key: LockedKey) => Requirement;
  readonly nowMs: number;
}

/**
 * Changes which permissions a key has itself, and returns those that it then has.
 *
 * The key is locked after everything that the change may have to wait for: deleting a permission
 * that very many keys have takes a while, and verifications that spend credits of a locked key
 * would have to wait as well.
 */
export async function changeKeyPermissions(
  tx: Tx,
  record: ChangeRecord,
  change: LinkChange & { readonly slugs: readonly string[] },
): Promise<readonly Permission[]> {
  const { mode, caller, keyId, slugs, requirement, nowMs } = change;
  const wanted = { workspaceId: caller.workspaceId, keyId, slugs, nowMs };
  await holdPermissionsBySlug(tx, wanted);
  await holdPermissionsOfKey(tx, wanted);
  const key = await lockKey(tx, wanted);
  authorize(caller, requirement(key));
  const beforeCreation = () => authorize(caller, createMissingPermissions(key));
  const linked = await linkPermissions(tx, mode, { ...wanted, beforeCreation });
  await recordPermissionChange({ tx, record, key, nowMs }, linked);
  return linked.permissions;
}

/** The same for its roles. */
export async function changeKeyRoles(
  tx: Tx,
  record: ChangeRecord,
  change: LinkChange & { readonly names: readonly string[] },
): Promise<readonly RoleDetails[]> {
  const { mode, caller, keyId, names, requirement, nowMs } = change;
  const { workspaceId } = caller;
  const wanted = { workspaceId, keyId, names };
  await holdRolesByName(tx, wanted);
  await holdRolesOfKey(tx, wanted);
  const key = await lockKey(tx, wanted);
  authorize(caller, requirement(key));
  const linked = await linkRoles(tx, mode, wanted);
  await recordRoleChange({ tx, record, key, nowMs }, linked);
  return findRoleDetails(tx, { workspaceId, roles: linked.roles });
}

async function lockKey(
  tx: Tx,
  { workspaceId, keyId }: { workspaceId: string; keyId: string },
): Promise<LockedKey> {
  const key = await lockLiveKey(tx, { workspaceId, keyId });
  if (key === undefined) throw keyNotFound();
  return { ...key, workspaceId, keyId };
}

interface ChangedKey {
  readonly tx: Tx;
  readonly record: ChangeRecord;
  readonly key: LockedKey;
  readonly nowMs: number;
}

export async function recordPermissionChange(
  changed: ChangedKey,
  { removed, created, added }: KeyPermissionsChange,
): Promise<void> {
  await recordEvents(changed, [
    ...removed.map((permission) => permissionRemovedFromKey(permission, changed.key)),
    ...created.map(missingPermissionCreated),
    ...added.map((permission) => permissionAddedToKey(permission, changed.key)),
  ]);
}

export async function recordRoleChange(
  changed: ChangedKey,
  { removed, added }: KeyRolesChange,
): Promise<void> {
  await recordEvents(changed, [
    ...removed.map((role) => roleRemovedFromKey(role, changed.key)),
    ...added.map((role) => roleAddedToKey(role, changed.key)),
  ]);
}

/** A request that asked for what there was already has changed nothing. */
async function recordEvents(
  { tx, record, key, nowMs }: ChangedKey,
  events: readonly AuditEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await touchKey(tx, { ...key, nowMs });
  for (const event of events) record.audit(event);
  record.changed({ kind: 'key', hash: key.hash });
}
