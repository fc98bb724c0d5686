import type { Static } from '@sinclair/typebox';
import type { Workspace as WorkspaceShape } from '@unlatch/contract/shapes/workspace';
import type { Workspace } from '../../store/workspaces/workspaces.js';

export function presentWorkspace(workspace: Workspace): Static<typeof WorkspaceShape> {
  const { apiRequestsPerMinute, updatedAtMs } = workspace;
  return {
    id: workspace.id,
    name: workspace.name,
    ...(apiRequestsPerMinute === null ? {} : { apiRequestsPerMinute }),
    logRetentionDays: workspace.logRetentionDays,
    auditRetentionDays: workspace.auditRetentionDays,
    createdAt: workspace.createdAtMs,
    ...(updatedAtMs === null ? {} : { updatedAt: updatedAtMs }),
  };
}
