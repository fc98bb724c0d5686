import { updateRole as definition } from '@unlatch/contract/operations/team/updateRole';
import { teamRoleAlreadyExists } from '../../../domain/already-exists.js';
import { teamRoleUpdated } from '../../../domain/audit/team.js';
import { teamRoleNotFound } from '../../../domain/not-found.js';
import { isNameOfBuiltIn } from '../../../domain/people/roles.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { endInvitationsOf } from '../../../operations/team/end-invitations.js';
import { requirePowerOverPeople } from '../../../operations/team/give-role.js';
import { lockTeam } from '../../../operations/team/lock-team.js';
import { renewSessions } from '../../../store/people/sessions.js';
import { findUsersWithRole } from '../../../store/team/members.js';
import { findTeamRole, updateTeamRole } from '../../../store/team/team-roles.js';
import { implement } from '../../implement.js';
import { acceptPermissions } from '../../shared/root-key.js';
import { planTeamRole } from './plan.js';

export const updateRole = implement(definition, (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { roleId } = body;
  const permissions = body.permissions && acceptPermissions(body.permissions, workspaceId);
  const request = permissions === undefined ? body : { ...body, permissions };
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const locked = await lockTeam(tx, caller, nowMs);
    rights.require(locked.caller, {});
    const current = await findTeamRole(tx, { workspaceId, roleId });
    if (current === undefined) throw teamRoleNotFound(roleId);
    if (permissions !== undefined) requirePowerOverPeople(call, locked.power, permissions);
    const { next, changes, takesPermissions } = planTeamRole(request, current);
    if (Object.keys(changes).length === 0) return {};
    const isFree =
      !isNameOfBuiltIn(next.name) && (await updateTeamRole(tx, { ...next, workspaceId, nowMs }));
    if (!isFree) throw teamRoleAlreadyExists(next.name);
    record.audit(teamRoleUpdated(next, changes));
    const userIds = await findUsersWithRole(tx, { workspaceId, role: roleId });
    if (takesPermissions) await endInvitationsOf(tx, record, { workspaceId, userIds });
    for (const userId of userIds) await renewSessions(tx, userId);
    record.changed({ kind: 'team', id: workspaceId });
    return {};
  });
});
