import { BUILT_IN_ROLES, isBuiltInRole } from '@unlatch/contract/rights/team-roles';
import type { GrantingPower } from '../../domain/authorization/may-grant.js';
import { teamRoleNotFound } from '../../domain/not-found.js';
import { permissionsOfBuiltIn } from '../../domain/people/roles.js';
import { Problem } from '../../domain/problems.js';
import type { Db } from '../../store/database/database.js';
import { findTeamRole } from '../../store/team/team-roles.js';
import type { RepeatableCall } from '../change/idempotency.js';
import { requirePower } from '../root-keys/root-key-power.js';

export interface NamedRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
}

/** A built-in role, or one of the workspace. Refuses an id that is neither. */
export async function findRoleToGive(
  db: Db,
  { workspaceId, roleId }: { workspaceId: string; roleId: string },
): Promise<NamedRole> {
  if (isBuiltInRole(roleId)) {
    const permissions = permissionsOfBuiltIn(roleId, workspaceId);
    return { id: roleId, name: BUILT_IN_ROLES[roleId].name, permissions };
  }
  const role = await findTeamRole(db, { workspaceId, roleId });
  if (role === undefined) throw teamRoleNotFound(roleId);
  return role;
}

/** Refuses unless the caller holds all that people get with these permissions, for ever. */
export function requirePowerOverPeople(
  call: Pick<RepeatableCall, 'judgements'>,
  holder: GrantingPower,
  permissions: readonly string[],
): void {
  if (holder.expiresAtMs !== null) {
    const expiry = new Date(holder.expiresAtMs).toISOString();
    throw new Problem(
      'unkey/authorization/forbidden',
      `This root key expires at ${expiry}, and the roles of people do not expire. So it cannot give any.`,
    );
  }
  requirePower(call, holder, { permissions, expiresAtMs: null });
}
