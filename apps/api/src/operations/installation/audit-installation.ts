import type { AuditEvent } from '../../domain/audit/audit-event.js';
import { auditActorOf, systemCaller } from '../../domain/caller/caller.js';
import { newId } from '../../lib/ids.js';
import { insertAuditEvents } from '../../store/audit/audit-log.js';
import type { Tx } from '../../store/database/database.js';

/** Who acts on workspaces from outside, in the words of the audit log. */
export type InstallationActor = 'setup' | 'operator';

const ACTOR_NAMES: Readonly<Record<InstallationActor, string>> = {
  setup: 'Setup',
  operator: 'Operator',
};

/** Stores the audit events of one act on a workspace. No request has caused them. */
export async function auditInstallation(
  tx: Tx,
  act: { readonly workspaceId: string; readonly actor: InstallationActor; readonly nowMs: number },
  events: readonly AuditEvent[],
): Promise<void> {
  const { workspaceId, actor, nowMs } = act;
  const caller = systemCaller({ workspaceId, id: actor, name: ACTOR_NAMES[actor] });
  const context = {
    workspaceId,
    actor: auditActorOf(caller),
    nowMs,
    correlationId: events.length > 1 ? newId('cor', nowMs) : null,
    requestId: null,
    remoteIp: null,
    userAgent: null,
  };
  await insertAuditEvents(
    tx,
    context,
    events.map((event) => ({ ...event, id: newId('log', nowMs) })),
  );
}
