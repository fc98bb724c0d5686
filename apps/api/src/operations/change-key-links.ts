import type { AuditEvent } from '../store/audit-log.js';
import type { Tx } from '../store/database.js';
import { lockLiveKey, touchKey } from '../store/keys.js';
import { holdPermissionsOfKey } from '../store/permission-links.js';
import { holdPermissionsBySlug } from '../store/permissions.js';
import { holdRolesByName, holdRolesOfKey } from '../store/roles.js';
import type { ChangeRecord } from './commit-change.js';
import type { KeyPermissionsChange, KeyRolesChange } from './key-links.js';
import { keyNotFound } from './not-found.js';
import {
  permissionAddedToKey,
  permissionMade,
  permissionRemovedFromKey,
  roleAddedToKey,
  roleRemovedFromKey,
} from './permission-events.js';

/** A key that nobody else changes before the transaction ends. */
interface LockedKey {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly apiId: string;
  readonly keySpaceId: string;
  readonly hash: string;
  readonly name: string | null;
}

/**
 * Locks a key whose permissions shall change, after everything that the change may have to wait
 * for: deleting a permission that very many keys have takes a while, and verifications that spend
 * credits of a locked key would have to wait as well.
 */
export async function lockKeyAndPermissions(
  tx: Tx,
  wanted: { workspaceId: string; keyId: string; slugs: readonly string[] },
): Promise<LockedKey> {
  await holdPermissionsBySlug(tx, wanted);
  await holdPermissionsOfKey(tx, wanted);
  return lockKey(tx, wanted);
}

/** The same for a key whose roles shall change. */
export async function lockKeyAndRoles(
  tx: Tx,
  wanted: { workspaceId: string; keyId: string; names: readonly string[] },
): Promise<LockedKey> {
  await holdRolesByName(tx, wanted);
  await holdRolesOfKey(tx, wanted);
  return lockKey(tx, wanted);
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
    ...created.map(permissionMade),
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
