import { sql } from 'kysely';
import { newId } from '../lib/ids.js';
import type { Tx } from './database.js';
import { insertRows } from './insert-rows.js';

export interface Permission {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
}

interface EnsuredPermissions {
  /** One per requested slug, in the order of the slugs; those with a conflict are missing. */
  readonly permissions: readonly Permission[];
  readonly created: readonly Permission[];
  /** Requested slugs that differ only in case from the slug of an existing permission. */
  readonly conflicts: readonly { readonly requested: string; readonly existing: string }[];
}

/**
 * The permissions with these slugs, missing ones made with name = slug. A call that makes the same
 * permission at the same time is waited for by the unique index and then shared. Slugs are
 * inserted in one order by everybody, so two calls with overlapping lists cannot deadlock.
 */
export async function ensurePermissions(
  tx: Tx,
  wanted: { workspaceId: string; slugs: readonly string[]; nowMs: number },
): Promise<EnsuredPermissions> {
  const slugs = [...new Set(wanted.slugs)];
  if (slugs.length === 0) return { permissions: [], created: [], conflicts: [] };
  const known = await findByFold(tx, wanted.workspaceId, slugs);
  const candidates = slugs.filter((slug) => !known.has(fold(slug))).sort(byFold);
  const insertedIds = await insertMissing(tx, wanted, candidates);
  const found = candidates.length === 0 ? known : await findByFold(tx, wanted.workspaceId, slugs);
  return compare(slugs, found, insertedIds);
}

export async function connectPermissionsToKey(
  tx: Tx,
  link: { workspaceId: string; keyId: string; permissionIds: readonly string[] },
): Promise<void> {
  const rows = link.permissionIds.map((permissionId) => ({
    workspace_id: link.workspaceId,
    key_id: link.keyId,
    permission_id: permissionId,
  }));
  await insertRows(tx, 'key_permissions', rows, sql`on conflict do nothing`);
}

function fold(slug: string): string {
  return slug.toLowerCase();
}

function byFold(a: string, b: string): number {
  return fold(a) < fold(b) ? -1 : 1;
}

async function findByFold(tx: Tx, workspaceId: string, slugs: readonly string[]) {
  const folds = slugs.map(fold);
  // The lock keeps a permission from being deleted before it is connected.
  const rows = await tx
    .selectFrom('permissions')
    .select(['id', 'name', 'slug', 'slug_fold'])
    .where('workspace_id', '=', workspaceId)
    .where(({ eb, val, fn }) => eb('slug_fold', '=', fn.any(val(folds))))
    .orderBy('slug_fold')
    .forKeyShare()
    .execute();
  return new Map(rows.map(({ slug_fold, ...permission }) => [slug_fold, permission]));
}

async function insertMissing(
  tx: Tx,
  wanted: { workspaceId: string; nowMs: number },
  slugs: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = slugs.map((slug) => ({
    workspace_id: wanted.workspaceId,
    id: newId('perm', wanted.nowMs),
    name: slug,
    slug,
    slug_fold: fold(slug),
    description: null,
    created_at_ms: wanted.nowMs,
    updated_at_ms: null,
  }));
  await insertRows(tx, 'permissions', rows, sql`on conflict do nothing`);
  return new Set(rows.map((row) => row.id));
}

function compare(
  slugs: readonly string[],
  found: ReadonlyMap<string, Permission>,
  insertedIds: ReadonlySet<string>,
): EnsuredPermissions {
  const permissions: Permission[] = [];
  const conflicts: { requested: string; existing: string }[] = [];
  for (const requested of slugs) {
    const permission = found.get(fold(requested));
    if (permission?.slug === requested) permissions.push(permission);
    else conflicts.push({ requested, existing: permission?.slug ?? requested });
  }
  const created = permissions.filter((permission) => insertedIds.has(permission.id));
  return { permissions, created, conflicts };
}
