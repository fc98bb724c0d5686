import { sql } from 'kysely';
import { foldCase } from '../../lib/fold-case.js';
import { newId } from '../../lib/ids.js';
import { mapInTurns, sortInTurns } from '../../lib/in-turns.js';
import { containsText } from '../database/contains-text.js';
import type { Db, Tx } from '../database/database.js';
import { slicesOf } from '../database/insert-rows.js';
import { unlessTaken } from '../database/unless-taken.js';
import { countRows, inListOrder, type SmallListQuery, type Sorted } from '../search/small-list.js';

export interface Permission {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string | null;
}

interface PermissionSelector {
  readonly workspaceId: string;
  readonly idOrSlug: string;
}

/** False if the slug is taken, in any case. */
export async function insertPermission(
  tx: Tx,
  permission: Permission & { readonly workspaceId: string; readonly nowMs: number },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('permissions')
    .values({
      workspace_id: permission.workspaceId,
      id: permission.id,
      name: permission.name,
      slug: permission.slug,
      slug_fold: foldCase(permission.slug),
      description: permission.description,
      created_at_ms: permission.nowMs,
      updated_at_ms: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'slug_fold']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function findPermission(
  db: Db,
  selector: PermissionSelector,
): Promise<Permission | undefined> {
  return selectPermission(db, selector).executeTakeFirst();
}

/** Locked `for update`: no other transaction links or deletes it before this one ends. */
export async function lockPermissionForDeletion(
  tx: Tx,
  selector: PermissionSelector,
): Promise<Permission | undefined> {
  return selectPermission(tx, selector).forUpdate().executeTakeFirst();
}

/**
 * Locked `for no key update`: no other transaction changes or deletes it. Keys and roles can still
 * get it.
 */
export async function lockPermissionForChange(
  tx: Tx,
  selector: PermissionSelector,
): Promise<Permission | undefined> {
  return selectPermission(tx, selector).forNoKeyUpdate().executeTakeFirst();
}

/** False if another permission has the slug, in any case. `lockPermissionForChange` comes first. */
export async function updatePermission(
  tx: Tx,
  permission: Permission & { readonly workspaceId: string; readonly nowMs: number },
): Promise<boolean> {
  const { name, slug, description, workspaceId, id, nowMs } = permission;
  const changes = {
    name,
    slug,
    slug_fold: foldCase(slug),
    description,
    updated_at_ms: nowMs,
  };
  return unlessTaken(() =>
    tx
      .updateTable('permissions')
      .set(changes)
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute(),
  );
}

/** A permission with this id is preferred to one with this slug. */
function selectPermission(db: Db, { workspaceId, idOrSlug }: PermissionSelector) {
  return selectPermissions(db, workspaceId)
    .where(({ eb, or }) =>
      or([
        eb('permissions.id', '=', idOrSlug),
        eb('permissions.slug_fold', '=', foldCase(idOrSlug)),
      ]),
    )
    .orderBy(({ eb }) => eb('permissions.id', '=', idOrSlug), 'desc')
    .limit(1);
}

type PermissionList = SmallListQuery & { readonly workspaceId: string };

/**
 * Permissions are names that people write into their programs, a few thousand at most. By id, each
 * page starts at its first row in the primary key.
 */
export async function listPermissions(db: Db, list: PermissionList): Promise<Sorted<Permission>[]> {
  const columns = { id: 'permissions.id', text: 'permissions.name' };
  return inListOrder(selectFoundPermissions(db, list), list, columns).execute();
}

export async function countPermissions(db: Db, list: PermissionList): Promise<number> {
  return countRows(selectFoundPermissions(db, list));
}

function selectFoundPermissions(db: Db, { workspaceId, text }: PermissionList) {
  const searched = ['id', 'name', 'slug', 'description'];
  return selectPermissions(db, workspaceId).$if(text !== '', (query) =>
    query.where(containsText(searched, 'permissions', text)),
  );
}

/**
 * Foreign keys take it from keys and roles in the same statement. `lockPermissionForDeletion` comes
 * first.
 */
export async function removePermission(
  tx: Tx,
  permission: { workspaceId: string; permissionId: string },
): Promise<void> {
  await tx
    .deleteFrom('permissions')
    .where('workspace_id', '=', permission.workspaceId)
    .where('id', '=', permission.permissionId)
    .execute();
}

/** By slug in any case, in no order. Locked `for key share`, which excludes their deletion. */
export async function lockPermissionsBySlugShared(
  tx: Tx,
  wanted: { workspaceId: string; slugs: readonly string[] },
): Promise<Permission[]> {
  const locked: Permission[] = [];
  for (const slice of slicesOf(wanted.slugs)) {
    const folds = slice.map(foldCase);
    const rows = await selectPermissions(tx, wanted.workspaceId)
      .where(({ eb, val, fn }) => eb('permissions.slug_fold', '=', fn.any(val(folds))))
      .forKeyShare()
      .execute();
    locked.push(...rows);
  }
  return locked;
}

/**
 * Creates permissions whose name is their slug. If another call creates one at the same time, this
 * call waits and then shares it, in the spelling of the other call. The slugs must differ in more
 * than case. Every call inserts them in the order of their folded slugs, so calls with overlapping
 * lists cannot deadlock.
 */
export async function insertPermissionsBySlug(
  tx: Tx,
  wanted: { workspaceId: string; slugs: readonly string[]; nowMs: number },
): Promise<(Permission & { readonly created: boolean })[]> {
  const { workspaceId, nowMs } = wanted;
  const unsorted = await mapInTurns(wanted.slugs, (slug) => {
    return { id: newId('perm', nowMs), slug, fold: foldCase(slug) };
  });
  const inserted: (Permission & { created: boolean })[] = [];
  for (const slice of slicesOf(await sortInTurns(unsorted, ({ fold }) => fold))) {
    // The update changes nothing, but it locks and returns the row that another call has just
    // inserted.
    const { rows } = await sql<Permission & { created: boolean }>`
      insert into permissions (workspace_id, id, name, slug, slug_fold, created_at_ms)
      select ${workspaceId}, wanted.id, wanted.slug, wanted.slug, wanted.fold, ${nowMs}
      from json_to_recordset(${JSON.stringify(slice)}::json) as wanted
        (id text, slug text, fold text)
      on conflict (workspace_id, slug_fold) do update set description = permissions.description
      returning id, name, slug, description, xmax = 0 as created`.execute(tx);
    inserted.push(...rows);
  }
  return inserted;
}

export function selectPermissions(db: Db, workspaceId: string) {
  return db
    .selectFrom('permissions')
    .select(['permissions.id', 'permissions.name', 'permissions.slug', 'permissions.description'])
    .where('permissions.workspace_id', '=', workspaceId);
}
