import { updateWorkspace as definition } from '@unlatch/contract/operations/workspaces/updateWorkspace';
import { workspaceUpdated } from '../../../domain/audit/workspaces.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockWorkspace, storeWorkspaceSettings } from '../../../store/workspaces/workspaces.js';
import { implement } from '../../implement.js';
import { presentWorkspace } from '../../shared/workspace.js';

export const updateWorkspace = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  return commitChange(deps, call, async (tx, record) => {
    const workspace = await lockWorkspace(tx, workspaceId);
    const changed = { ...workspace, ...body, updatedAtMs: deps.clock.nowMs() };
    await storeWorkspaceSettings(tx, changed);
    record.audit(workspaceUpdated(changed, body));
    record.changed({ kind: 'workspace', id: workspaceId });
    return presentWorkspace(changed);
  });
});
