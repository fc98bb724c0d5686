import type { AuditEvent, AuditTarget } from './audit-event.js';
import { withBefore } from './with-before.js';

interface AuditedApi {
  readonly id: string;
  readonly name: string;
}

export function apiCreated(api: AuditedApi): AuditEvent {
  return {
    event: 'api.create',
    description: `Created API ${api.id}`,
    targets: [apiTarget(api)],
  };
}

/** `changes` as the request sent them. `old` may have more fields than they have. */
export function apiUpdated(
  api: AuditedApi,
  changes: Readonly<Record<string, unknown>>,
  old: object,
): AuditEvent {
  return {
    event: 'api.update',
    description: `Updated API ${api.id}`,
    targets: [{ ...apiTarget(api), meta: withBefore(changes, { ...old }) }],
  };
}

export function apiDeleted(api: AuditedApi): AuditEvent {
  return {
    event: 'api.delete',
    description: `Deleted API ${api.id}`,
    targets: [apiTarget(api)],
  };
}

export function apiTarget({ id, name }: AuditedApi): AuditTarget {
  return { type: 'api', id, name };
}
