import type { AuditEvent } from './audit-event.js';
import { withBefore } from './with-before.js';

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

/** `changes` as the request sent them. `old` may have more fields than they have. */
export function workspaceUpdated(
  { id, name }: AuditedWorkspace,
  changes: Readonly<Record<string, unknown>>,
  old: object,
): AuditEvent {
  return {
    event: 'workspace.update',
    description: `Updated workspace ${id}`,
    targets: [{ type: 'workspace', id, name, meta: withBefore(changes, { ...old }) }],
  };
}

/** `max`: `null` for no limit, and `default` for what the installation gives all workspaces. */
export function workspaceQuotaSet(quota: {
  readonly id: string;
  readonly kind: string;
  readonly max: number | null | 'default';
}): AuditEvent {
  const { id, kind, max } = quota;
  return {
    event: 'workspace.update',
    description: `Set the quota of ${kind} of workspace ${id}`,
    targets: [{ type: 'workspace', id, meta: { quotas: { [kind]: max } } }],
  };
}
