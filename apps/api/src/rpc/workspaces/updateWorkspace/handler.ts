import { workspaceUpdated } from '../../../domain/audit/workspaces.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-workspaces.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockWorkspace, storeWorkspaceSettings } from '../../../store/workspaces/workspaces.js';
import { implementRpc } from '../../define-rpc.js';
import { presentWorkspace } from '../../shared/workspace.js';
import { definition } from './schema.js';

export const updateWorkspace = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  authorize(caller, requirements.updateWorkspace());
  return commitChange(deps, call, async (tx, record) => {
    const workspace = await lockWorkspace(tx, workspaceId);
    const changed = { ...workspace, ...body, updatedAtMs: deps.clock.nowMs() };
    await storeWorkspaceSettings(tx, changed);
    record.audit(workspaceUpdated(changed, body));
    record.changed({ kind: 'workspace', id: workspaceId });
    return presentWorkspace(changed);
  });
});
