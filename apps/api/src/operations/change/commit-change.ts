import type { AuditEvent } from '../../domain/audit/audit-event.js';
import { auditActorOf, type Origin } from '../../domain/caller/caller.js';
import type { Caches } from '../../engine/caches/caches.js';
import type { Clock } from '../../lib/clock/clock.js';
import { newId } from '../../lib/ids.js';
import { eachInTurns, mapInTurns, sortInTurns } from '../../lib/in-turns.js';
import { insertAuditEvents } from '../../store/audit/audit-log.js';
import { type Change, notifyChanges } from '../../store/changes/changes.js';
import type { Db, Tx } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import { claimSlot, fillSlot, findLateAnswer, type RepeatableCall, slotOf } from './idempotency.js';

export interface ChangeDeps {
  readonly db: Db;
  readonly caches: Caches;
  readonly clock: Clock;
}

export interface ChangeOrigin extends Origin, RepeatableCall {}

/** Collects what must be written together with the change. */
export interface ChangeRecord {
  /** Audit events appear in the log in the order in which they are recorded. */
  audit(event: AuditEvent): void;
  /** Makes every process forget what it remembers about this. */
  changed(change: Change): void;
}

/**
 * The one way to change something. `work`, its audit trail and the notification of all caches are
 * one transaction. This process has forgotten the old state before the caller can answer.
 *
 * `work` may run more than once, when another transaction forces a rollback. Each run starts with
 * an empty record.
 *
 * What `work` returns must be the whole answer to the request, and a request must come here only
 * once. Under an Idempotency-Key the answer is stored in the same transaction, and `work` does not
 * run when an answer is stored already.
 */
export async function commitChange<T>(
  deps: ChangeDeps,
  origin: ChangeOrigin,
  work: (tx: Tx, record: ChangeRecord) => Promise<T>,
): Promise<T> {
  const slot = slotOf(origin);
  const latest: { done: Done<T> | undefined } = { done: undefined };
  const once = async (tx: Tx): Promise<Done<T>> => {
    latest.done = undefined;
    if (slot === undefined) return carryOut(tx, deps, origin, work);
    const claim = await claimSlot(tx, slot, deps.clock.nowMs());
    // The slot belongs to this operation and body, so this is what `work` has returned for them.
    if (!claim.claimed) return { answer: claim.answer as T, changes: [] };
    const done = await carryOut(tx, deps, origin, work);
    await fillSlot(tx, slot, done.answer);
    latest.done = done;
    return done;
  };
  const { answer, changes } = await inTransaction(deps.db, once).catch(async (error) => {
    const { done } = latest;
    if (slot === undefined || done === undefined) throw error;
    // The result of the commit was lost. If the answer is there, so is the change. The stored
    // answer may be that of another process, which has carried out the same.
    const late = await findLateAnswer(deps, slot);
    if (late === undefined) throw error;
    return { answer: late.answer as T, changes: done.changes };
  });
  await eachInTurns(changes, (change) => deps.caches.apply(change));
  return answer;
}

interface Done<T> {
  readonly answer: T;
  readonly changes: readonly Change[];
}

async function carryOut<T>(
  tx: Tx,
  deps: ChangeDeps,
  origin: ChangeOrigin,
  work: (tx: Tx, record: ChangeRecord) => Promise<T>,
): Promise<Done<T>> {
  const events: AuditEvent[] = [];
  const changes: Change[] = [];
  const answer = await work(tx, {
    audit: (event) => events.push(event),
    changed: (change) => changes.push(change),
  });
  await writeAuditTrail(tx, deps.clock.nowMs(), origin, events);
  await notifyChanges(tx, changes);
  return { answer, changes };
}

/** Every audit event of a request repeats it, and an import has very many. */
const USER_AGENT_LENGTH_MAX = 512;

async function writeAuditTrail(
  tx: Tx,
  nowMs: number,
  { caller, ip, userAgent, requestId }: ChangeOrigin,
  events: readonly AuditEvent[],
): Promise<void> {
  const context = {
    workspaceId: caller.workspaceId,
    actor: auditActorOf(caller),
    remoteIp: ip,
    userAgent: userAgent?.slice(0, USER_AGENT_LENGTH_MAX) ?? null,
    correlationId: events.length > 1 ? newId('cor', nowMs) : null,
    requestId,
    nowMs,
  };
  // Ids of one millisecond are random, so sorting them first keeps the order of the events.
  const unsorted = await mapInTurns(events, () => newId('log', nowMs));
  await insertAuditEvents(tx, context, withIds(events, await sortInTurns(unsorted, (id) => id)));
}

/** Made one by one, as they are asked for: an import has tens of thousands of events. */
function* withIds(events: readonly AuditEvent[], ids: readonly string[]) {
  for (const [index, event] of events.entries()) {
    const id = ids[index];
    if (id === undefined) throw new Error('an event has no id');
    yield { ...event, id };
  }
}
