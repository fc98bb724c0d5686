import { type Static, Type } from '@sinclair/typebox';
import type { Workspace } from '../../store/workspaces/workspaces.js';
import { closed } from './fields.js';

/** Fields without a value are left out, never null. */
export const WorkspaceDetails = closed({
  id: Type.String(),
  name: Type.String(),
  apiRequestsPerMinute: Type.Optional(
    Type.Integer({
      format: 'int64',
      description: 'How many requests all root keys together may send; absent without a limit.',
    }),
  ),
  logRetentionDays: Type.Integer({ description: 'How long verifications and checks are kept.' }),
  auditRetentionDays: Type.Integer({ description: 'How long audit events are kept.' }),
  createdAt: Type.Integer({ format: 'int64', description: 'Unix time in milliseconds.' }),
  updatedAt: Type.Optional(Type.Integer({ format: 'int64' })),
});

export function presentWorkspace(workspace: Workspace): Static<typeof WorkspaceDetails> {
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
