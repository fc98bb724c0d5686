import type { AuditActor, AuditEvent } from '../../domain/audit/audit-event.js';
import type { Caches } from '../../engine/caches/caches.js';
import type { Clock } from '../../lib/clock/clock.js';
import { newId } from '../../lib/ids.js';
import { insertAuditEvents } from '../../store/audit/audit-log.js';
import { type Change, notifyChanges } from '../../store/changes/changes.js';
import type { Db, Tx } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import { findMemberships } from '../../store/people/memberships.js';

export interface PersonChangeDeps {
  readonly db: Db;
  readonly caches: Caches;
  readonly clock: Clock;
}

/** Where a change comes from. A visit has it all. */
export interface PersonOrigin {
  readonly requestId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export interface PersonRecord {
  /** An event of a person, for each workspace that the person belongs to at the end of the change. */
  audit(user: { readonly id: string; readonly email: string }, event: AuditEvent): void;
  /** Makes every process forget what it remembers about this. */
  changed(change: Change): void;
}

const USER_AGENT_LENGTH_MAX = 512;

/**
 * The one way to change something of a person that concerns no workspace: accounts, sessions. What
 * it writes, its audit events and the notification are one transaction, as in `commitChange`.
 *
 * A person without a workspace leaves no audit event, since no one could read it.
 */
export async function commitPersonChange<T>(
  deps: PersonChangeDeps,
  origin: PersonOrigin,
  work: (tx: Tx, record: PersonRecord) => Promise<T>,
): Promise<T> {
  const { result, changes } = await inTransaction(deps.db, async (tx) => {
    const events: Recorded[] = [];
    const all: Change[] = [];
    const done = await work(tx, {
      audit: (user, event) => events.push({ user, event }),
      changed: (change) => all.push(change),
    });
    await writeAuditTrail(tx, { origin, nowMs: deps.clock.nowMs() }, events);
    await notifyChanges(tx, all);
    return { result: done, changes: all };
  });
  for (const change of changes) deps.caches.apply(change);
  return result;
}

interface Recorded {
  readonly user: { readonly id: string; readonly email: string };
  readonly event: AuditEvent;
}

async function writeAuditTrail(
  tx: Tx,
  { origin, nowMs }: { origin: PersonOrigin; nowMs: number },
  events: readonly Recorded[],
): Promise<void> {
  if (events.length === 0) return;
  const userIds = [...new Set(events.map(({ user }) => user.id))];
  const memberships = await findMemberships(tx, userIds);
  for (const { user, event } of events) {
    for (const { workspaceId } of memberships.get(user.id) ?? []) {
      await auditPersonIn(tx, { workspaceId, user, origin, nowMs }, [event]);
    }
  }
}

/** What a person does to one workspace, beside the events of the person as such. */
export async function auditPersonIn(
  tx: Tx,
  act: {
    readonly workspaceId: string;
    readonly user: { readonly id: string; readonly email: string };
    readonly origin: PersonOrigin;
    readonly nowMs: number;
  },
  events: readonly AuditEvent[],
): Promise<void> {
  const { workspaceId, user, origin, nowMs } = act;
  const actor: AuditActor = { type: 'user', id: user.id, name: user.email };
  const context = {
    workspaceId,
    actor,
    remoteIp: origin.ip,
    userAgent: origin.userAgent?.slice(0, USER_AGENT_LENGTH_MAX) ?? null,
    correlationId: events.length > 1 ? newId('cor', nowMs) : null,
    requestId: origin.requestId,
    nowMs,
  };
  const withIds = events.map((event) => ({ ...event, id: newId('log', nowMs) }));
  await insertAuditEvents(tx, context, withIds);
}
