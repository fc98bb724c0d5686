import { createInvitation as definition } from '@unlatch/contract/operations/team/createInvitation';
import { alreadyMember } from '../../../domain/already-exists.js';
import { invitationCreated, invitationDeleted } from '../../../domain/audit/team.js';
import { auditActorOf } from '../../../domain/caller/caller.js';
import { INVITATION_LIFETIME_MS, joinLinkOf } from '../../../domain/people/invitations.js';
import { isOwner } from '../../../domain/people/roles.js';
import { hashToken, newLinkToken } from '../../../engine/people/tokens.js';
import { foldCase } from '../../../lib/fold-case.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { findRoleToGive, requirePowerOverPeople } from '../../../operations/team/give-role.js';
import { lockTeam } from '../../../operations/team/lock-team.js';
import { sendInvitation } from '../../../operations/team/send-invitation.js';
import * as invitations from '../../../store/team/invitations.js';
import { findMemberByEmail } from '../../../store/team/members.js';
import { implement } from '../../implement.js';
import type { Call, RpcDeps } from '../../rpc.js';

export const createInvitation = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { email } = body;
  const mailState = deps.mailer === undefined ? 'none' : 'sending';
  const made: { roleName: string | undefined } = { roleName: undefined };
  const answer = await commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const locked = await lockTeam(tx, caller, nowMs);
    rights.require(locked.caller, {});
    const role = await findRoleToGive(tx, { workspaceId, roleId: body.role });
    if (isOwner(role.id)) rights.also.manageOwners.require(locked.caller, {});
    requirePowerOverPeople(call, locked.power, role.permissions);
    const member = await findMemberByEmail(tx, { workspaceId, emailFold: foldCase(email) });
    if (member !== undefined) throw alreadyMember(email);
    await invitations.removeExpiredInvitations(tx, { workspaceId, nowMs });
    const replaced = await invitations.removeInvitationsTo(tx, { workspaceId, email });
    for (const earlier of replaced) record.audit(invitationDeleted(earlier, 'replaced'));
    const token = newLinkToken();
    const invitation = {
      id: newId('inv', nowMs),
      workspaceId,
      email,
      role: role.id,
      inviter: auditActorOf(caller),
      mail: mailState,
      createdAtMs: nowMs,
      expiresAtMs: nowMs + INVITATION_LIFETIME_MS,
    } as const;
    await invitations.insertInvitation(tx, { ...invitation, tokenHash: hashToken(token) });
    record.audit(invitationCreated(invitation));
    made.roleName = role.name;
    return {
      invitationId: invitation.id,
      token,
      link: joinLinkOf(token, deps.config.publicUrl),
      mail: mailState,
      expiresAt: invitation.expiresAtMs,
    } as const;
  });
  // A repetition gets the stored answer, and its mail was sent by the request that made it.
  if (made.roleName !== undefined) mailLink(call, deps, { ...answer, roleName: made.roleName });
  return answer;
});

/** After the commit, and without making the request wait. */
function mailLink(
  { body: { email }, caller }: Pick<Call<{ readonly email: string }>, 'body' | 'caller'>,
  { db, mailer }: Pick<RpcDeps, 'db' | 'mailer'>,
  made: {
    readonly invitationId: string;
    readonly link: string | null;
    readonly roleName: string;
  },
): void {
  const { invitationId, link, roleName } = made;
  if (mailer === undefined || link === null) return;
  const { workspaceId } = caller;
  const inviter = auditActorOf(caller).name;
  mailer.afterwards(() =>
    sendInvitation(
      { db, mailer },
      { workspaceId, invitationId, to: email, link, inviter, roleName },
    ),
  );
}
