import { listInvitations as definition } from '@unlatch/contract/operations/team/listInvitations';
import { mapPage } from '../../../domain/pagination.js';
import { nameOfRole } from '../../../domain/people/roles.js';
import * as invitations from '../../../store/team/invitations.js';
import { implementList } from '../../implement.js';
import { readPage } from '../../shared/read-page.js';

export const listInvitations = implementList(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const nowMs = deps.clock.nowMs();
  const page = await readPage(body, ({ fromId, limit }) =>
    invitations.listInvitations(deps.db, { workspaceId, nowMs, fromId, limit }),
  );
  return mapPage(page, (invitation) => ({
    invitationId: invitation.id,
    email: invitation.email,
    role: invitation.role,
    roleName: nameOfRole(invitation.role, invitation.customRoleName),
    invitedBy: invitation.inviter,
    mail: invitation.mail,
    createdAt: invitation.createdAtMs,
    expiresAt: invitation.expiresAtMs,
  }));
});
