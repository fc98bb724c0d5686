import { invitationAccepted, memberCreated } from '../../domain/audit/team.js';
import { Problem } from '../../domain/problems.js';
import type { Tx } from '../../store/database/database.js';
import {
  findMemberships,
  putMembership,
  WORKSPACES_OF_PERSON_MAX,
} from '../../store/people/memberships.js';
import { takeInvitation } from '../../store/team/invitations.js';
import { lockWorkspace } from '../../store/workspaces/workspaces.js';
import {
  auditPersonIn,
  type PersonOrigin,
  type PersonRecord,
} from '../people/commit-person-change.js';

interface Joining {
  readonly user: { readonly id: string; readonly email: string };
  readonly workspaceId: string;
  readonly tokenHash: string;
  readonly origin: PersonOrigin;
  readonly nowMs: number;
}

/**
 * Uses up an invitation, and makes the person a member. The row of the person is locked before.
 *
 * The team of the workspace is locked first, as for every other change of it. So of an acceptance, a
 * deletion and a second acceptance at the same moment, the first one counts.
 */
export async function joinWorkspace(tx: Tx, record: PersonRecord, joining: Joining): Promise<void> {
  const { user, workspaceId, tokenHash, origin, nowMs } = joining;
  const { id: userId, email } = user;
  await lockWorkspace(tx, workspaceId);
  const invitation = await takeInvitation(tx, { workspaceId, tokenHash, nowMs });
  if (invitation === undefined) throw invitationGone();
  const act = { workspaceId, user, origin, nowMs };
  const own = (await findMemberships(tx, [userId])).get(userId) ?? [];
  // The person came in by another way in the meantime. An old promise must not change the role.
  if (own.some((membership) => membership.workspaceId === workspaceId)) {
    return auditPersonIn(tx, act, [invitationAccepted(invitation)]);
  }
  if (own.length >= WORKSPACES_OF_PERSON_MAX) throw tooManyWorkspaces();
  const { role } = invitation;
  await putMembership(tx, { workspaceId, userId, role, nowMs });
  await auditPersonIn(tx, act, [
    invitationAccepted(invitation),
    memberCreated({ userId, email }, { role, by: 'invitation' }),
  ]);
  record.changed({ kind: 'user', id: userId });
}

export function invitationGone(): Problem {
  return new Problem(
    'unlatch/link/used_or_expired',
    'This invitation was accepted or deleted, or is older than 24 hours. Ask for a new one.',
  );
}

export function tooManyWorkspaces(): Problem {
  return new Problem(
    'unlatch/workspace/too_many',
    `You belong to ${WORKSPACES_OF_PERSON_MAX} workspaces already.`,
  );
}
