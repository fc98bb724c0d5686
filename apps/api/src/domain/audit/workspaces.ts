import type { AuditEvent } from './audit-event.js';

/** `changes` as the request sent them. */
export function workspaceUpdated(
  { id, name }: { readonly id: string; readonly name: string },
  changes: Readonly<Record<string, unknown>>,
): AuditEvent {
  return {
    event: 'workspace.update',
    description: `Updated workspace ${id}`,
    targets: [{ type: 'workspace', id, name, meta: changes }],
  };
}
