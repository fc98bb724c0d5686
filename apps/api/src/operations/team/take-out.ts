import { memberDeleted } from '../../domain/audit/team.js';
import type { Tx } from '../../store/database/database.js';
import { removeMember, type StoredMember } from '../../store/team/members.js';
import type { ChangeRecord } from '../change/commit-change.js';
import { endInvitationsOf } from './end-invitations.js';
import { keepAnOwner } from './keep-an-owner.js';

/**
 * Takes a person out of a workspace. `lockTeam` comes first. What the person has made stays: root
 * keys and keys belong to the workspace.
 */
export async function takeOut(
  tx: Tx,
  record: ChangeRecord,
  part: {
    readonly workspaceId: string;
    readonly member: StoredMember;
    /** Whether the person does it. */
    readonly left: boolean;
  },
): Promise<void> {
  const { workspaceId, member, left } = part;
  const { id: userId, email, role } = member;
  await keepAnOwner(tx, { workspaceId, member });
  await removeMember(tx, { workspaceId, userId });
  record.audit(memberDeleted({ userId, email }, { role, left }));
  await endInvitationsOf(tx, record, { workspaceId, userIds: [userId] });
  record.changed({ kind: 'user', id: userId });
}
