import { permissionDiffersInCase } from '../../domain/already-exists.js';
import { foldCase } from '../../lib/fold-case.js';
import type { Tx } from '../../store/database/database.js';
import {
  insertPermissionsBySlug,
  lockPermissionsBySlugShared,
  type Permission,
} from '../../store/permissions/permissions.js';

export interface WantedPermissions {
  readonly workspaceId: string;
  readonly slugs: readonly string[];
  readonly nowMs: number;
  /** Called before anything is created. Throws if the caller may not create permissions. */
  readonly beforeCreation?: (() => void) | undefined;
}

interface EnsuredPermissions {
  /** One per slug, in the order of the slugs. */
  readonly permissions: readonly Permission[];
  readonly created: readonly Permission[];
}

/** The permissions with these slugs, in any case. Missing ones are created, with name = slug. */
export async function ensurePermissions(
  tx: Tx,
  wanted: WantedPermissions,
): Promise<EnsuredPermissions> {
  const { workspaceId, slugs, nowMs } = wanted;
  const known = indexByFold(await lockPermissionsBySlugShared(tx, { workspaceId, slugs }));
  const missing = slugs.filter((slug) => !known.has(foldCase(slug)));
  if (missing.length === 0) return { permissions: pick(slugs, known), created: [] };
  wanted.beforeCreation?.();
  const made = await insertPermissionsBySlug(tx, {
    workspaceId,
    slugs: distinctSlugs(missing),
    nowMs,
  });
  return {
    permissions: pick(slugs, new Map([...known, ...indexByFold(made)])),
    created: made.filter((permission) => permission.created),
  };
}

/**
 * The same for callers that mean exactly these slugs. A slug that differs from an existing one only
 * in case is refused, because it cannot be created.
 */
export async function ensureExactPermissions(
  tx: Tx,
  wanted: WantedPermissions,
): Promise<EnsuredPermissions> {
  const ensured = await ensurePermissions(tx, wanted);
  for (const [index, slug] of wanted.slugs.entries()) {
    const existing = ensured.permissions[index]?.slug;
    if (existing !== slug) throw permissionDiffersInCase(slug, existing);
  }
  return ensured;
}

/** Without slugs that repeat an earlier one, even in another case. */
export function distinctSlugs(slugs: readonly string[]): string[] {
  const byFold = new Map<string, string>();
  for (const slug of slugs) {
    const fold = foldCase(slug);
    if (!byFold.has(fold)) byFold.set(fold, slug);
  }
  return [...byFold.values()];
}

function indexByFold(permissions: readonly Permission[]): ReadonlyMap<string, Permission> {
  return new Map(permissions.map((permission) => [foldCase(permission.slug), permission]));
}

function pick(slugs: readonly string[], found: ReadonlyMap<string, Permission>): Permission[] {
  return slugs.map((slug) => {
    const permission = found.get(foldCase(slug));
    if (permission === undefined) throw new Error(`permission ${slug} was neither found nor made`);
    return permission;
  });
}
