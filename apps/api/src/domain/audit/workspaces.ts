import type { AuditEvent } from './audit-event.js';

interface AuditedWorkspace {
  readonly id: string;
  readonly name: string;
}

export function workspaceCreated({ id, name }: AuditedWorkspace): AuditEvent {
  return {
    event: 'workspace.create',
    description: `Created workspace ${id}`,
    targets: [{ type: 'workspace', id, name }],
  };
}

export function workspaceDeleted({ id, name }: AuditedWorkspace): AuditEvent {
  return {
    event: 'workspace.delete',
    description: `Deleted workspace ${id}`,
    targets: [{ type: 'workspace', id, name }],
  };
}

/** `changes` as the request sent them. */
export function workspaceUpdated(
  { id, name }: AuditedWorkspace,
  changes: Readonly<Record<string, unknown>>,
): AuditEvent {
  return {
    event: 'workspace.update',
    description: `Updated workspace ${id}`,
    targets: [{ type: 'workspace', id, name, meta: changes }],
  };
}
