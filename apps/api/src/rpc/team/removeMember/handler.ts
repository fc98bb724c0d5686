import { removeMember as definition } from '@unlatch/contract/operations/team/removeMember';
import { memberNotFound } from '../../../domain/not-found.js';
import { isOwner } from '../../../domain/people/roles.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockTeam } from '../../../operations/team/lock-team.js';
import { takeOut } from '../../../operations/team/take-out.js';
import { findMember } from '../../../store/team/members.js';
import { implement } from '../../implement.js';

export const removeMember = implement(definition, (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  return commitChange(deps, call, async (tx, record) => {
    const locked = await lockTeam(tx, caller, deps.clock.nowMs());
    rights.require(locked.caller, {});
    const member = await findMember(tx, { workspaceId, userId: body.userId });
    if (member === undefined) throw memberNotFound();
    if (isOwner(member.role)) rights.also.manageOwners.require(locked.caller, {});
    await takeOut(tx, record, { workspaceId, member, left: false });
    return {};
  });
});
