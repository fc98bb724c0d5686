import { deleteInvitation as definition } from '@unlatch/contract/operations/team/deleteInvitation';
import { invitationDeleted } from '../../../domain/audit/team.js';
import { invitationNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { removeInvitation } from '../../../store/team/invitations.js';
import { implement } from '../../implement.js';

export const deleteInvitation = implement(definition, (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { invitationId } = body;
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    // Of a deletion and an acceptance at the same moment, one finds the row.
    const invitation = await removeInvitation(tx, { workspaceId, invitationId, nowMs });
    if (invitation === undefined) throw invitationNotFound();
    record.audit(invitationDeleted(invitation, 'request'));
    return {};
  });
});
