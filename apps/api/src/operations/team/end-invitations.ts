import { invitationDeleted } from '../../domain/audit/team.js';
import type { Tx } from '../../store/database/database.js';
import { removeInvitationsBy } from '../../store/team/invitations.js';
import type { ChangeRecord } from '../change/commit-change.js';

/**
 * Deletes what these people have promised to others. They have lost rights, so they may no longer
 * be able to give them.
 */
export async function endInvitationsOf(
  tx: Tx,
  record: ChangeRecord,
  { workspaceId, userIds }: { workspaceId: string; userIds: readonly string[] },
): Promise<void> {
  const ended = await removeInvitationsBy(tx, { workspaceId, userIds });
  for (const invitation of ended) record.audit(invitationDeleted(invitation, 'inviter'));
}
