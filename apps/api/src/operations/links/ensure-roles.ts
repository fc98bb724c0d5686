import { roleDiffersInCase } from '../../domain/already-exists.js';
import { roleCreated } from '../../domain/audit/roles.js';
import { foldCase } from '../../lib/fold-case.js';
import { eachInTurns } from '../../lib/in-turns.js';
import type { Tx } from '../../store/database/database.js';
import {
  insertRolesByName,
  lockRolesByNameShared,
  type Role,
} from '../../store/permissions/roles.js';
import type { ChangeRecord } from '../change/commit-change.js';

/**
 * The roles with exactly these names. Missing ones are created, without permissions. A name that
 * differs from an existing one only in case is refused, because it cannot be created.
 */
export async function ensureRoles(
  tx: Tx,
  record: ChangeRecord,
  wanted: {
    workspaceId: string;
    names: readonly string[];
    nowMs: number;
    /** Called before anything is created. Throws if the caller may not create roles. */
    beforeCreation?: (() => void) | undefined;
  },
): Promise<Role[]> {
  const { workspaceId, names, nowMs } = wanted;
  const known = await lockRolesByNameShared(tx, { workspaceId, names });
  const knownNames = new Set(known.map((role) => role.name));
  const missing = names.filter((name) => !knownNames.has(name));
  if (missing.length === 0) return known;
  wanted.beforeCreation?.();
  const distinct = new Map<string, string>();
  await eachInTurns(missing, (name) => distinct.set(foldCase(name), name));
  const made = await insertRolesByName(tx, { workspaceId, names: [...distinct.values()], nowMs });
  await refuseOtherSpellings(missing, made);
  for (const role of made.filter(({ created }) => created)) record.audit(roleCreated(role));
  return [...known, ...made];
}

async function refuseOtherSpellings(
  names: readonly string[],
  roles: readonly Role[],
): Promise<void> {
  const spellings = new Map<string, string>();
  await eachInTurns(roles, ({ name }) => spellings.set(foldCase(name), name));
  await eachInTurns(names, (name) => {
    const existing = spellings.get(foldCase(name));
    if (existing !== name) throw roleDiffersInCase(name, existing);
  });
}
