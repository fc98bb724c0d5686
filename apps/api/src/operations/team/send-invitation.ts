import { invitationMail } from '../../domain/people/invitation-mail.js';
import type { Mailer } from '../../engine/mail/mailer.js';
import type { Db } from '../../store/database/database.js';
import { storeMailState } from '../../store/team/invitations.js';
import { findWorkspace } from '../../store/workspaces/workspaces.js';

/**
 * Sends the link of an invitation, and stores what became of it. No request waits for it. If this
 * process ends before, the list goes on saying that it is being sent, and the inviter has the link.
 */
export async function sendInvitation(
  { db, mailer }: { readonly db: Db; readonly mailer: Mailer },
  part: {
    readonly workspaceId: string;
    readonly invitationId: string;
    readonly to: string;
    readonly link: string;
    readonly inviter: string;
    readonly roleName: string;
  },
): Promise<void> {
  const { workspaceId, invitationId, ...written } = part;
  const { name: workspaceName } = await findWorkspace(db, workspaceId);
  const mail = await mailer.send(invitationMail({ ...written, workspaceName }));
  await storeMailState(db, { workspaceId, invitationId, mail });
}
