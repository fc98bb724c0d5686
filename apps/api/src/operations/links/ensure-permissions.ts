import { permissionDiffersInCase } from '../../domain/already-exists.js';
import { foldCase } from '../../lib/fold-case.js';
import { eachInTurns, mapInTurns } from '../../lib/in-turns.js';
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
  const byFold = new Map<string, Permission>();
  await indexByFold(byFold, await lockPermissionsBySlugShared(tx, { workspaceId, slugs }));
  const missing = new Map<string, string>();
  await eachInTurns(slugs, (slug) => {
    const fold = foldCase(slug);
    if (!byFold.has(fold) && !missing.has(fold)) missing.set(fold, slug);
  });
  if (missing.size === 0) return { permissions: await pick(slugs, byFold), created: [] };
  wanted.beforeCreation?.();
  const made = await insertPermissionsBySlug(tx, {
    workspaceId,
    slugs: [...missing.values()],
    nowMs,
  });
  await indexByFold(byFold, made);
  return {
    permissions: await pick(slugs, byFold),
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

async function indexByFold(
  byFold: Map<string, Permission>,
  permissions: readonly Permission[],
): Promise<void> {
  await eachInTurns(permissions, (permission) => {
    byFold.set(foldCase(permission.slug), permission);
  });
}

async function pick(
  slugs: readonly string[],
  found: ReadonlyMap<string, Permission>,
): Promise<Permission[]> {
  return mapInTurns(slugs, (slug) => {
    const permission = found.get(foldCase(slug));
    if (permission === undefined) throw new Error(`permission ${slug} was neither found nor made`);
    return permission;
  });
}
