import { sql } from 'kysely';
import { foldCase } from '../../lib/fold-case.js';
import { newId } from '../../lib/ids.js';
import { mapInTurns, sortInTurns } from '../../lib/in-turns.js';
import { containsText } from '../database/contains-text.js';
import type { Db, Tx } from '../database/database.js';
import { slicesOf } from '../database/insert-rows.js';
import { type PageRow, readWithinPage } from '../database/page-bytes.js';
import { unlessTaken } from '../database/unless-taken.js';
import {
  countRows,
  inListOrder,
  orderOfPage,
  type SmallListQuery,
  type Sorted,
} from '../search/small-list.js';
import type { Permission } from './permissions.js';

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
}

/** With its permissions, by slug. */
export interface RoleDetails extends Role {
  readonly permissions: readonly Permission[];
}

interface RoleSelector {
  readonly workspaceId: string;
  readonly idOrName: string;
}

/** False if the name is taken, in any case. */
export async function insertRole(
  tx: Tx,
  role: Role & { readonly workspaceId: string; readonly nowMs: number },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('roles')
    .values({
      workspace_id: role.workspaceId,
      id: role.id,
      name: role.name,
      name_fold: foldCase(role.name),
      description: role.description,
      created_at_ms: role.nowMs,
      updated_at_ms: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'name_fold']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function findRole(db: Db, selector: RoleSelector): Promise<RoleDetails | undefined> {
  return selectRole(db, selector).select(permissionsOfRole.as('permissions')).executeTakeFirst();
}

/** Locked `for update`: no other transaction links, changes or deletes it before this one ends. */
export async function lockRoleForDeletion(
  tx: Tx,
  selector: RoleSelector,
): Promise<Role | undefined> {
  return selectRole(tx, selector).forUpdate().executeTakeFirst();
}

/** A role with this id is preferred to one with this name. */
function selectRole(db: Db, { workspaceId, idOrName }: RoleSelector) {
  return selectRoles(db, workspaceId)
    .where(({ eb, or }) =>
      or([eb('roles.id', '=', idOrName), eb('roles.name_fold', '=', foldCase(idOrName))]),
    )
    .orderBy(({ eb }) => eb('roles.id', '=', idOrName), 'desc')
    .limit(1);
}

/**
 * Locked `for no key update`: no other transaction changes it or its permissions, or deletes it.
 * Keys can still get it.
 */
export async function lockRoleForChange(tx: Tx, selector: RoleSelector): Promise<Role | undefined> {
  return selectRole(tx, selector).forNoKeyUpdate().executeTakeFirst();
}

/** False if another role has the name, in any case. `lockRoleForChange` comes first. */
export async function updateRole(
  tx: Tx,
  role: Role & { readonly workspaceId: string; readonly nowMs: number },
): Promise<boolean> {
  const { name, description, workspaceId, id, nowMs } = role;
  const changes = {
    name,
    name_fold: foldCase(name),
    description,
    updated_at_ms: nowMs,
  };
  return unlessTaken(() =>
    tx
      .updateTable('roles')
      .set(changes)
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute(),
  );
}

/**
 * Like `listPermissions`, for as few rows, and no more than fill a page. A search does not look at
 * the permissions of roles.
 */
export async function listRoles(db: Db, list: RoleList): Promise<Sorted<RoleDetails & PageRow>[]> {
  const rows = selectFoundRoles(db, list).select(permissionsOfRole.as('permissions'));
  return readWithinPage(db, {
    rows: inListOrder(rows, list, { id: 'roles.id', text: 'roles.name' }),
    sized: ['permissions'],
    order: orderOfPage(list),
    bytesMax: list.bytesMax,
  });
}

export async function countRoles(db: Db, list: RoleList): Promise<number> {
  return countRows(selectFoundRoles(db, list));
}

type RoleList = SmallListQuery & { readonly workspaceId: string };

function selectFoundRoles(db: Db, { workspaceId, text }: RoleList) {
  const searched = ['id', 'name', 'description'];
  return selectRoles(db, workspaceId).$if(text !== '', (query) =>
    query.where(containsText(searched, 'roles', text)),
  );
}

/** The same roles, in their order, with their permissions. */
export async function findRoleDetails(
  db: Db,
  { workspaceId, roles }: { workspaceId: string; roles: readonly Role[] },
): Promise<RoleDetails[]> {
  if (roles.length === 0) return [];
  const roleIds = roles.map((role) => role.id);
  const rows = await db
    .selectFrom('roles')
    .select(['roles.id', permissionsOfRole.as('permissions')])
    .where('roles.workspace_id', '=', workspaceId)
    .where(({ eb, val, fn }) => eb('roles.id', '=', fn.any(val(roleIds))))
    .execute();
  const permissionsById = new Map(rows.map((row) => [row.id, row.permissions]));
  return roles.map((role) => ({ ...role, permissions: permissionsById.get(role.id) ?? [] }));
}

/**
 * Foreign keys take it from keys, and its permissions from it, in the same statement.
 * `lockRoleForDeletion` comes first, then `lockPermissionsOfRoleShared`.
 */
export async function removeRole(
  tx: Tx,
  role: { workspaceId: string; roleId: string },
): Promise<void> {
  await tx
    .deleteFrom('roles')
    .where('workspace_id', '=', role.workspaceId)
    .where('id', '=', role.roleId)
    .execute();
}

/**
 * The roles with exactly these names, in no order. Locked `for key share`, which excludes their
 * deletion.
 */
export async function lockRolesByNameShared(
  tx: Tx,
  wanted: { workspaceId: string; names: readonly string[] },
): Promise<Role[]> {
  const locked: Role[] = [];
  for (const slice of slicesOf(wanted.names)) {
    const folds = slice.map(foldCase);
    const rows = await selectRoles(tx, wanted.workspaceId)
      .where(({ eb, val, fn }) => eb('roles.name_fold', '=', fn.any(val(folds))))
      .where(({ eb, val, fn }) => eb('roles.name', '=', fn.any(val([...slice]))))
      .forKeyShare()
      .execute();
    locked.push(...rows);
  }
  return locked;
}

/**
 * Creates roles without permissions. If another call creates one at the same time, this call waits
 * and then shares it, in the spelling of the other call; see `insertPermissionsBySlug`.
 */
export async function insertRolesByName(
  tx: Tx,
  wanted: { workspaceId: string; names: readonly string[]; nowMs: number },
): Promise<(Role & { readonly created: boolean })[]> {
  const { workspaceId, nowMs } = wanted;
  const unsorted = await mapInTurns(wanted.names, (name) => {
    return { id: newId('role', nowMs), name, fold: foldCase(name) };
  });
  const inserted: (Role & { created: boolean })[] = [];
  for (const slice of slicesOf(await sortInTurns(unsorted, ({ fold }) => fold))) {
    // The update changes nothing, but it locks and returns the row that another call has just
    // inserted.
    const { rows } = await sql<Role & { created: boolean }>`
      insert into roles (workspace_id, id, name, name_fold, created_at_ms)
      select ${workspaceId}, wanted.id, wanted.name, wanted.fold, ${nowMs}
      from json_to_recordset(${JSON.stringify(slice)}::json) as wanted
        (id text, name text, fold text)
      on conflict (workspace_id, name_fold) do update set description = roles.description
      returning id, name, description, xmax = 0 as created`.execute(tx);
    inserted.push(...rows);
  }
  return inserted;
}

export function selectRoles(db: Db, workspaceId: string) {
  return db
    .selectFrom('roles')
    .select(['roles.id', 'roles.name', 'roles.description'])
    .where('roles.workspace_id', '=', workspaceId);
}

/** For a statement that selects from `roles`. */
const permissionsOfRole = sql<Permission[]>`array(
  select json_build_object(
    'id', permissions.id,
    'name', permissions.name,
    'slug', permissions.slug,
    'description', permissions.description
  )
  from role_permissions
  join permissions
    on permissions.workspace_id = role_permissions.workspace_id
    and permissions.id = role_permissions.permission_id
  where role_permissions.workspace_id = roles.workspace_id
    and role_permissions.role_id = roles.id
  order by permissions.slug
)`;
