import { getInvitation as definition } from '@unlatch/contract/operations/login/getInvitation';
import { nameOfRole } from '../../../domain/people/roles.js';
import { hashToken } from '../../../engine/people/tokens.js';
import { invitationGone } from '../../../operations/team/join-workspace.js';
import { findUserByEmail } from '../../../store/people/users.js';
import { findInvitationByToken } from '../../../store/team/invitations.js';
import { implementLogin } from '../../visit.js';

export const getInvitation = implementLogin(definition, async (visit, deps) => {
  const tokenHash = hashToken(visit.body.token);
  const nowMs = deps.clock.nowMs();
  const invitation = await findInvitationByToken(deps.db, { tokenHash, nowMs });
  if (invitation === undefined) throw invitationGone();
  const { email, role, customRoleName, workspaceName, inviter, expiresAtMs } = invitation;
  const known = await findUserByEmail(deps.db, email);
  const acceptance = acceptanceBy(known?.id, visit.session?.snapshot.userId);
  return {
    data: {
      email,
      workspaceName,
      roleName: nameOfRole(role, customRoleName),
      invitedBy: inviter.name,
      acceptance,
      expiresAt: expiresAtMs,
    },
  };
});

/** The holder of the link may know whether the address has an account: it is about to log in. */
function acceptanceBy(
  invitedId: string | undefined,
  currentId: string | undefined,
): 'newAccount' | 'logIn' | 'confirm' | 'otherAccount' {
  if (currentId === undefined) return invitedId === undefined ? 'newAccount' : 'logIn';
  return currentId === invitedId ? 'confirm' : 'otherAccount';
}
