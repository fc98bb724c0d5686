import { isOwner } from '../../domain/people/roles.js';
import { Problem } from '../../domain/problems.js';
import type { Tx } from '../../store/database/database.js';
import { countOtherLocalOwners, type StoredMember } from '../../store/team/members.js';

/**
 * Refuses to take the role of an owner from the last one who can log in without a single sign-on.
 * `lockTeam` comes first, so of two owners who take it from each other one stays.
 */
export async function keepAnOwner(
  tx: Tx,
  { workspaceId, member }: { workspaceId: string; member: StoredMember },
): Promise<void> {
  if (!isOwner(member.role)) return;
  const others = await countOtherLocalOwners(tx, { workspaceId, userId: member.id });
  if (others > 0) return;
  throw new Problem(
    'unlatch/team/last_owner',
    'This is the last owner who can log in with a password or a passkey. Make another member an owner first.',
  );
}
