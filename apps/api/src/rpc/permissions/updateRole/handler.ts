import { updateRole as definition } from '@unlatch/contract/operations/permissions/updateRole';
import { roleAlreadyExists } from '../../../domain/already-exists.js';
import { roleUpdated } from '../../../domain/audit/roles.js';
import { roleNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockRoleForChange, updateRole as store } from '../../../store/permissions/roles.js';
import { implement } from '../../implement.js';
import { presentRole } from '../../shared/role.js';
import { planRole } from './plan.js';

export const updateRole = implement(definition, (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  return commitChange(deps, call, async (tx, record) => {
    const current = await lockRoleForChange(tx, { workspaceId, idOrName: body.role });
    if (current === undefined) throw roleNotFound(body.role);
    rights.require(caller, { roleId: current.id });
    const { role, changes } = planRole(body, current);
    const answer = presentRole({ ...role, permissions: [] });
    if (changes === 'nothing') return answer;
    const stored = await store(tx, { ...role, workspaceId, nowMs: deps.clock.nowMs() });
    if (!stored) throw roleAlreadyExists(role.name);
    record.audit(roleUpdated(role));
    if (changes === 'verifications') record.changed({ kind: 'workspace', id: workspaceId });
    return answer;
  });
});
