import { deleteRole as definition } from '@unlatch/contract/operations/team/deleteRole';
import { teamRoleDeleted } from '../../../domain/audit/team.js';
import { teamRoleNotFound } from '../../../domain/not-found.js';
import { Problem } from '../../../domain/problems.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockTeam } from '../../../operations/team/lock-team.js';
import { removeExpiredInvitations } from '../../../store/team/invitations.js';
import { findTeamRole, isTeamRoleInUse, removeTeamRole } from '../../../store/team/team-roles.js';
import { implement } from '../../implement.js';

export const deleteRole = implement(definition, (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { roleId } = body;
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const locked = await lockTeam(tx, caller, nowMs);
    rights.require(locked.caller, {});
    const role = await findTeamRole(tx, { workspaceId, roleId });
    if (role === undefined) throw teamRoleNotFound(roleId);
    await removeExpiredInvitations(tx, { workspaceId, nowMs });
    if (await isTeamRoleInUse(tx, { workspaceId, roleId })) throw inUse();
    await removeTeamRole(tx, { workspaceId, roleId });
    record.audit(teamRoleDeleted(role, role.permissions));
    return {};
  });
});

function inUse(): Problem {
  return new Problem(
    'unlatch/team/role_in_use',
    'Members have this role, or open invitations promise it.',
  );
}
