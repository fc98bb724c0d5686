import { updateMember as definition } from '@unlatch/contract/operations/team/updateMember';
import { memberUpdated } from '../../../domain/audit/team.js';
import { memberNotFound } from '../../../domain/not-found.js';
import { isOwner } from '../../../domain/people/roles.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { endInvitationsOf } from '../../../operations/team/end-invitations.js';
import { findRoleToGive, requirePowerOverPeople } from '../../../operations/team/give-role.js';
import { keepAnOwner } from '../../../operations/team/keep-an-owner.js';
import { lockTeam } from '../../../operations/team/lock-team.js';
import { renewSessions } from '../../../store/people/sessions.js';
import { findMember, updateMemberRole } from '../../../store/team/members.js';
import { implement } from '../../implement.js';

export const updateMember = implement(definition, (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { userId } = body;
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const locked = await lockTeam(tx, caller, nowMs);
    rights.require(locked.caller, {});
    const member = await findMember(tx, { workspaceId, userId });
    if (member === undefined) throw memberNotFound();
    const role = await findRoleToGive(tx, { workspaceId, roleId: body.role });
    const isAboutOwners = isOwner(member.role) || isOwner(role.id);
    if (isAboutOwners) rights.also.manageOwners.require(locked.caller, {});
    requirePowerOverPeople(call, locked.power, role.permissions);
    if (member.role === role.id) return {};
    await keepAnOwner(tx, { workspaceId, member });
    await updateMemberRole(tx, { workspaceId, userId, role: role.id, nowMs });
    const roles = { before: member.role, after: role.id };
    record.audit(memberUpdated({ userId, email: member.email }, roles));
    await endInvitationsOf(tx, record, { workspaceId, userIds: [userId] });
    await renewSessions(tx, userId);
    record.changed({ kind: 'user', id: userId });
    return {};
  });
});
