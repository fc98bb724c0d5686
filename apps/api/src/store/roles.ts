import type { Tx } from './database.js';
import { insertRows } from './insert-rows.js';

interface Role {
  readonly id: string;
  readonly name: string;
}

/** The roles with exactly these names, in no order; the caller sees which are missing. */
export async function findRolesByName(
  tx: Tx,
  wanted: { workspaceId: string; names: readonly string[] },
): Promise<Role[]> {
  if (wanted.names.length === 0) return [];
  // The lock keeps a role from being deleted before it is connected.
  return tx
    .selectFrom('roles')
    .select(['id', 'name'])
    .where('workspace_id', '=', wanted.workspaceId)
    .where(({ eb, val, fn }) =>
      eb('name_fold', '=', fn.any(val(wanted.names.map((name) => name.toLowerCase())))),
    )
    .where(({ eb, val, fn }) => eb('name', '=', fn.any(val([...wanted.names]))))
    .orderBy('name_fold')
    .forKeyShare()
    .execute();
}

export async function connectRolesToKey(
  tx: Tx,
  link: { workspaceId: string; keyId: string; roleIds: readonly string[] },
): Promise<void> {
  const rows = link.roleIds.map((roleId) => ({
    workspace_id: link.workspaceId,
    key_id: link.keyId,
    role_id: roleId,
  }));
  await insertRows(tx, 'key_roles', rows);
}
