import { createWorkspace as definition } from '@unlatch/contract/operations/account/createWorkspace';
import { workspaceCreated } from '../../../domain/audit/workspaces.js';
import { insufficientPermissions } from '../../../domain/authorization/authorize.js';
import { newId } from '../../../lib/ids.js';
import {
  auditPersonIn,
  commitPersonChange,
} from '../../../operations/people/commit-person-change.js';
import { tooManyWorkspaces } from '../../../operations/team/join-workspace.js';
import {
  findMemberships,
  putMembership,
  WORKSPACES_OF_PERSON_MAX,
} from '../../../store/people/memberships.js';
import { lockUser } from '../../../store/people/users.js';
import { insertWorkspace } from '../../../store/workspaces/workspaces.js';
import { implementAccount } from '../../visit.js';

export const createWorkspace = implementAccount(definition, async (visit, deps) => {
  const { name } = visit.body;
  const { userId, email } = visit.session.snapshot;
  const created = await commitPersonChange(deps, visit, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    // The number of workspaces is counted here, so two requests at once wait for each other.
    await lockUser(tx, userId);
    const own = (await findMemberships(tx, [userId])).get(userId) ?? [];
    if (!own.some(({ role }) => role === 'owner')) {
      throw insufficientPermissions('Only the owner of a workspace can create another one.');
    }
    if (own.length >= WORKSPACES_OF_PERSON_MAX) throw tooManyWorkspaces();
    const id = newId('ws', nowMs);
    const slug = await insertWorkspace(tx, { id, name, nowMs });
    await putMembership(tx, { workspaceId: id, userId, role: 'owner', nowMs });
    const act = { workspaceId: id, user: { id: userId, email }, origin: visit, nowMs };
    await auditPersonIn(tx, act, [workspaceCreated({ id, name })]);
    record.changed({ kind: 'user', id: userId });
    return { workspaceId: id, slug };
  });
  return { data: created };
});
