import type { Tx } from './database.js';
import { insertRows } from './insert-rows.js';

export interface AuditActor {
  readonly type: 'rootkey' | 'system';
  readonly id: string;
  readonly name: string;
}

type AuditTargetType = 'api' | 'identity' | 'key' | 'permission' | 'role' | 'rootKey' | 'workspace';

export interface AuditTarget {
  readonly type: AuditTargetType;
  readonly id: string;
  readonly name?: string;
  readonly meta?: Readonly<Record<string, unknown>>;
}

export interface AuditEvent {
  readonly event: string;
  readonly description: string;
  readonly targets: readonly AuditTarget[];
}

/** Who did it, from where, and when: shared by all events of one call. */
export interface AuditContext {
  readonly workspaceId: string;
  readonly actor: AuditActor;
  readonly remoteIp: string | null;
  readonly userAgent: string | null;
  readonly correlationId: string | null;
  readonly nowMs: number;
}

/** Takes a transaction because a change and its trail are one: neither is there without the other. */
export async function insertAuditEvents(
  tx: Tx,
  context: AuditContext,
  events: readonly (AuditEvent & { readonly id: string })[],
): Promise<void> {
  const rows = events.map(({ id, event, description, targets }) => ({
    workspace_id: context.workspaceId,
    id,
    time_ms: context.nowMs,
    event,
    description,
    actor_type: context.actor.type,
    actor_id: context.actor.id,
    actor_name: context.actor.name,
    remote_ip: context.remoteIp,
    user_agent: context.userAgent,
    targets,
    correlation_id: context.correlationId,
  }));
  await insertRows(tx, 'audit_events', rows);
}
