import { leaveWorkspace as definition } from '@unlatch/contract/operations/account/leaveWorkspace';
import type { AuditEvent } from '../../../domain/audit/audit-event.js';
import { Problem } from '../../../domain/problems.js';
import {
  auditPersonIn,
  commitPersonChange,
} from '../../../operations/people/commit-person-change.js';
import { takeOut } from '../../../operations/team/take-out.js';
import { findMember } from '../../../store/team/members.js';
import { lockWorkspace } from '../../../store/workspaces/workspaces.js';
import { implementAccount } from '../../visit.js';

export const leaveWorkspace = implementAccount(definition, async (visit, deps) => {
  const { workspaceId } = visit.body;
  const { userId, email, memberships } = visit.session.snapshot;
  if (!memberships.has(workspaceId)) throw notAMember();
  await commitPersonChange(deps, visit, async (tx, { changed }) => {
    await lockWorkspace(tx, workspaceId);
    const member = await findMember(tx, { workspaceId, userId });
    if (member === undefined) throw notAMember();
    const events: AuditEvent[] = [];
    const record = { changed, audit: (event: AuditEvent) => events.push(event) };
    await takeOut(tx, record, { workspaceId, member, left: true });
    // The person is no member any more, so this workspace is named.
    const nowMs = deps.clock.nowMs();
    await auditPersonIn(
      tx,
      { workspaceId, user: { id: userId, email }, origin: visit, nowMs },
      events,
    );
  });
  return { data: {} };
});

function notAMember(): Problem {
  return new Problem('unlatch/workspace/not_a_member', 'You belong to no workspace with this id.');
}
