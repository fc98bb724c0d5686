import { sql } from 'kysely';
import type { Tx } from '../database/database.js';
import { insertRows } from '../database/insert-rows.js';
import { type Role, selectRoles } from './roles.js';

/*
 * Links between roles and keys. The caller has locked the key, so that two calls do not mix their
 * sets, and the roles. operations/links/change-key.ts has the order of the locks.
 */

interface KeyLinks {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly roleIds: readonly string[];
}

/** By name. Locked `for key share`, which excludes their deletion. */
export async function lockRolesOfKeyShared(
  tx: Tx,
  key: { workspaceId: string; keyId: string },
): Promise<Role[]> {
  return selectRoles(tx, key.workspaceId)
    .innerJoin('key_roles', (join) =>
      join
        .onRef('key_roles.workspace_id', '=', 'roles.workspace_id')
        .onRef('key_roles.role_id', '=', 'roles.id'),
    )
    .where('key_roles.key_id', '=', key.keyId)
    .orderBy(sql`roles.name collate "C"`)
    .forKeyShare('roles')
    .execute();
}

export async function connectRolesToKey(tx: Tx, links: KeyLinks): Promise<void> {
  await connectRolesToKeys(tx, [links]);
}

export async function connectRolesToKeys(tx: Tx, keys: Iterable<KeyLinks>): Promise<void> {
  await insertRows(tx, 'key_roles', rowsOf(keys));
}

function* rowsOf(keys: Iterable<KeyLinks>) {
  for (const { workspaceId, keyId, roleIds } of keys) {
    for (const roleId of roleIds) {
      yield { workspace_id: workspaceId, key_id: keyId, role_id: roleId };
    }
  }
}

export async function disconnectRolesFromKey(tx: Tx, links: KeyLinks): Promise<void> {
  if (links.roleIds.length === 0) return;
  await tx
    .deleteFrom('key_roles')
    .where('workspace_id', '=', links.workspaceId)
    .where('key_id', '=', links.keyId)
    .where(({ eb, val, fn }) => eb('role_id', '=', fn.any(val([...links.roleIds]))))
    .execute();
}
