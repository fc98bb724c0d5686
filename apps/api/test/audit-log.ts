import { expect } from 'vitest';
import type { AuditEvent, AuditEventName } from '../src/domain/audit/audit-event.js';
import { newId } from '../src/lib/ids.js';
import { insertAuditEvents } from '../src/store/audit/audit-log.js';
import { inTransaction } from '../src/store/database/transaction.js';
import type { Harness } from './harness.js';
import type { Workspace } from './seed.js';

export interface Listed {
  readonly id: string;
  readonly time: number;
  readonly event: string;
  readonly description: string;
}

/** The first page. */
export async function listAuditLog(workspace: Workspace, request: object = {}): Promise<Listed[]> {
  const { status, body } = await workspace.call('auditLogs.listAuditLogs', request);
  expect(status).toBe(200);
  return body.data;
}

/** Follows the cursor to the end. */
export async function listWholeAuditLog(workspace: Workspace, request: object): Promise<Listed[]> {
  const all: Listed[] = [];
  let cursor: string | undefined;
  do {
    const answer = await workspace.call('auditLogs.listAuditLogs', { ...request, cursor });
    all.push(...answer.body.data);
    cursor = answer.body.pagination.cursor;
  } while (cursor !== undefined);
  return all;
}

interface Seed {
  readonly event?: AuditEventName;
  readonly actorId?: string;
  readonly targetIds?: readonly string[];
  readonly timeMs?: number;
  readonly count?: number;
}

/** Writes audit events as a change would. */
export async function seedAuditLog(
  harness: Harness,
  workspace: Workspace,
  seeds: readonly Seed[],
): Promise<void> {
  const nowMs = harness.clock.nowMs();
  for (const { event = 'key.create', actorId = 'root_a', ...rest } of seeds) {
    const { targetIds = ['key_a'], timeMs = nowMs, count = 1 } = rest;
    const row: AuditEvent = {
      event,
      description: `${event} by ${actorId} on ${targetIds.join(' ')}`,
      targets: targetIds.map((id) => ({ type: 'key', id })),
    };
    const context = {
      workspaceId: workspace.id,
      actor: { type: 'rootkey' as const, id: actorId, name: 'Test' },
      remoteIp: null,
      userAgent: null,
      requestId: null,
      correlationId: null,
      nowMs: timeMs,
    };
    const rows = Array.from({ length: count }, () => ({ ...row, id: newId('log', timeMs) }));
    await inTransaction(harness.deps.db, (tx) => insertAuditEvents(tx, context, rows));
  }
}
