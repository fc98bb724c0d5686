import { sql } from 'kysely';
import { foldCase } from '../../lib/fold-case.js';
import type { Db } from '../database/database.js';
import { type Role, selectRoles } from './roles.js';

/** A role, with those of the slugs in question that it gives to keys. */
export interface HoldingRole extends Role {
  readonly slugs: readonly string[];
}

/** Those of the slugs that are slugs of permissions, to the letter. Their number is bounded. */
export async function findExistingSlugs(
  db: Db,
  { workspaceId, slugs }: { workspaceId: string; slugs: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('permissions')
    .select('permissions.slug')
    .where('permissions.workspace_id', '=', workspaceId)
    .where(({ eb, val, fn }) => eb('permissions.slug_fold', '=', fn.any(val(slugs.map(foldCase)))))
    .where(({ eb, val, fn }) => eb('permissions.slug', '=', fn.any(val([...slugs]))))
    .execute();
  return new Set(rows.map(({ slug }) => slug));
}

/**
 * The roles with these ids or names, as `findRole` finds each of them. In the order of the request,
 * `undefined` for one that does not exist.
 */
export async function findHoldingRoles(
  db: Db,
  wanted: {
    workspaceId: string;
    idsOrNames: readonly string[];
    slugs: readonly string[];
  },
): Promise<readonly (HoldingRole | undefined)[]> {
  const { workspaceId, idsOrNames, slugs } = wanted;
  if (idsOrNames.length === 0) return [];
  const rows = await selectRoles(db, workspaceId)
    .select(['roles.name_fold', heldOf(slugs).as('slugs')])
    .where(({ eb, or, val, fn }) =>
      or([
        eb('roles.id', '=', fn.any(val([...idsOrNames]))),
        eb('roles.name_fold', '=', fn.any(val(idsOrNames.map(foldCase)))),
      ]),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byName = new Map(rows.map((row) => [row.name_fold, row]));
  return idsOrNames.map((text) => {
    const row = byId.get(text) ?? byName.get(foldCase(text));
    if (row === undefined) return undefined;
    const { name_fold: _, ...role } = row;
    return role;
  });
}

/** For a statement that selects from `roles`. */
function heldOf(slugs: readonly string[]) {
  return sql<string[]>`array(
    select permissions.slug
    from role_permissions
    join permissions
      on permissions.workspace_id = role_permissions.workspace_id
      and permissions.id = role_permissions.permission_id
    where role_permissions.workspace_id = roles.workspace_id
      and role_permissions.role_id = roles.id
      and permissions.slug = any(${[...slugs]}::text[])
  )`;
}
