import { updateWorkspace as definition } from '@unlatch/contract/operations/workspace/updateWorkspace';
import { planRetention } from '../../../domain/audit/retention.js';
import { workspaceUpdated } from '../../../domain/audit/workspaces.js';
import { invalidInput } from '../../../domain/problems.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockWorkspace, storeWorkspaceSettings } from '../../../store/workspaces/workspaces.js';
import { implement } from '../../implement.js';
import { presentWorkspace } from '../../shared/workspace.js';

export const updateWorkspace = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const days = acceptRetention(body.auditRetentionDays, deps.config.auditRetentionMinDays);
  return commitChange(deps, call, async (tx, record) => {
    const workspace = await lockWorkspace(tx, workspaceId);
    const nowMs = deps.clock.nowMs();
    const retention = days === undefined ? {} : planRetention(workspace, { days, nowMs });
    const changed = { ...workspace, ...body, ...retention, updatedAtMs: nowMs };
    await storeWorkspaceSettings(tx, changed);
    record.audit(workspaceUpdated(changed, body, workspace));
    record.changed({ kind: 'workspace', id: workspaceId });
    return presentWorkspace(changed, nowMs);
  });
});

/** The audit log is there for the operator too, so a workspace must not empty it. */
function acceptRetention(days: number | undefined, daysMin: number): number | undefined {
  if (days === undefined || days >= daysMin) return days;
  throw invalidInput(
    'body.auditRetentionDays',
    `must be at least ${daysMin}, which the operator has set`,
  );
}
