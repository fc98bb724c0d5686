import type { Static } from '@sinclair/typebox';
import type { Workspace as WorkspaceShape } from '@unlatch/contract/shapes/workspace';
import { retentionDaysAt } from '../../domain/audit/retention.js';
import { projectIdOf } from '../../domain/authorization/project.js';
import type { Workspace } from '../../store/workspaces/workspaces.js';

export function presentWorkspace(
  workspace: Workspace,
  nowMs: number,
): Static<typeof WorkspaceShape> {
  const { apiRequestsPerMinute, auditRetentionDays, auditKeptUntilMs, updatedAtMs } = workspace;
  const isKept = retentionDaysAt(workspace, nowMs) > auditRetentionDays;
  return {
    id: workspace.id,
    name: workspace.name,
    projectId: projectIdOf(workspace.id),
    ...(apiRequestsPerMinute === null ? {} : { apiRequestsPerMinute }),
    logRetentionDays: workspace.logRetentionDays,
    auditRetentionDays,
    ...(isKept && auditKeptUntilMs !== null ? { auditRetentionFrom: auditKeptUntilMs } : {}),
    strictRights: workspace.strictRights,
    createdAt: workspace.createdAtMs,
    ...(updatedAtMs === null ? {} : { updatedAt: updatedAtMs }),
  };
}
