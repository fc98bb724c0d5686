import { sql } from 'kysely';
import type { AuditActor, AuditEvent, AuditTarget } from '../../domain/audit/audit-event.js';
import { inertText } from '../../lib/inert-text.js';
import type { Tx } from '../database/database.js';
import { insertRows, slicesOf } from '../database/insert-rows.js';

/** Who made the change, from where, and when. All events of one call share it. */
export interface AuditContext {
  readonly workspaceId: string;
  readonly actor: AuditActor;
  readonly remoteIp: string | null;
  readonly userAgent: string | null;
  readonly correlationId: string | null;
  /** Null: the service itself made the change. */
  readonly requestId: string | null;
  readonly nowMs: number;
}

/** Takes a transaction, because a change and its audit events are stored together or not at all. */
export async function insertAuditEvents(
  tx: Tx,
  context: AuditContext,
  events: Iterable<AuditEvent & { readonly id: string }>,
): Promise<void> {
  for (const slice of slicesOf(events)) await insertSlice(tx, context, slice);
}

async function insertSlice(
  tx: Tx,
  context: AuditContext,
  events: readonly (AuditEvent & { readonly id: string })[],
): Promise<void> {
  // Identifiers of limits may hold any character, and the trail is read on terminals.
  const rows = events.map(({ id, event, description, targets }) => ({
    workspace_id: context.workspaceId,
    id,
    time_ms: context.nowMs,
    event,
    description: inertText(description),
    actor_type: context.actor.type,
    actor_id: context.actor.id,
    actor_name: inertText(context.actor.name),
    remote_ip: context.remoteIp,
    user_agent: context.userAgent,
    targets: targets.map(toInertTarget),
    correlation_id: context.correlationId,
    request_id: context.requestId,
  }));
  await insertRows(tx, 'audit_events', rows);
  await insertRows(tx, 'audit_event_targets', rows.flatMap(toTargetRows));
}

function toInertTarget(target: AuditTarget): AuditTarget {
  return target.name === undefined ? target : { ...target, name: inertText(target.name) };
}

interface StoredTargets {
  readonly workspace_id: string;
  readonly id: string;
  readonly time_ms: number;
  readonly targets: readonly AuditTarget[];
}

function toTargetRows({ workspace_id, id, time_ms, targets }: StoredTargets) {
  const targetIds = [...new Set(targets.map((target) => target.id))];
  return targetIds.map((target_id) => ({ workspace_id, target_id, time_ms, event_id: id }));
}

/**
 * Deletes audit events that are older than their workspace keeps them: at most `max`, and the
 * oldest first in each workspace. Returns how many it deleted.
 */
export async function deleteExpiredAuditEvents(
  tx: Tx,
  { nowMs, max }: { nowMs: number; max: number },
): Promise<number> {
  const { rows } = await sql<StoredTargets>`
    delete from audit_events
    where (workspace_id, id) in (
      select workspaces.id, expired.id
      from workspaces
      cross join lateral (
        select audit_events.id
        from audit_events
        where audit_events.workspace_id = workspaces.id
          and audit_events.time_ms
            < ${nowMs}::bigint - greatest(
              workspaces.audit_retention_days,
              case when workspaces.audit_kept_until_ms > ${nowMs}
                then workspaces.audit_kept_days end
            ) * ${DAY_MS}::bigint
        order by audit_events.time_ms, audit_events.id
        limit ${max}
      ) as expired
      limit ${max}
    )
    returning workspace_id, id, time_ms, targets`.execute(tx);
  await deleteTargetRows(tx, rows.flatMap(toTargetRows));
  return rows.length;
}

async function deleteTargetRows(
  tx: Tx,
  rows: readonly ReturnType<typeof toTargetRows>[number][],
): Promise<void> {
  await sql`
    delete from audit_event_targets
    using json_populate_recordset(null::audit_event_targets, ${JSON.stringify(rows)}::json) as gone
    where audit_event_targets.workspace_id = gone.workspace_id
      and audit_event_targets.target_id = gone.target_id
      and audit_event_targets.time_ms = gone.time_ms
      and audit_event_targets.event_id = gone.event_id`.execute(tx);
}

const DAY_MS = 24 * 60 * 60 * 1000;
