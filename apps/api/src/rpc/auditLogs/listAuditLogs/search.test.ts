import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';
import type { AuditEvent, AuditEventName } from '../../../domain/audit/audit-event.js';
import { newId } from '../../../lib/ids.js';
import { insertAuditEvents } from '../../../store/audit/audit-log.js';
import { inTransaction } from '../../../store/database/transaction.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const DAY_MS = 24 * 60 * 60 * 1000;

interface Listed {
  readonly id: string;
  readonly time: number;
  readonly event: string;
  readonly description: string;
}

async function list(workspace: Workspace, request: object = {}): Promise<Listed[]> {
  const { status, body } = await workspace.call('auditLogs.listAuditLogs', request);
  expect(status).toBe(200);
  return body.data;
}

/** Follows the cursor to the end. */
async function listAll(workspace: Workspace, request: object): Promise<Listed[]> {
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

async function seed(workspace: Workspace, seeds: readonly Seed[]): Promise<void> {
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

describe('answers', () => {
  it('with the oldest first, in the same places, if the request asks for it', async () => {
    const workspace = await harness.newWorkspace();
    const nowMs = harness.clock.nowMs();
    await seed(workspace, [
      { timeMs: nowMs - 2, count: 5 },
      { timeMs: nowMs - 1, count: 5, actorId: 'root_b' },
    ]);
    const newestFirst = await list(workspace);
    for (const filter of [{}, { events: ['key.create'] }, { targetIds: ['key_a'] }]) {
      const pages = await listAll(workspace, { ...filter, order: 'asc', limit: 3 });
      expect(pages).toEqual(newestFirst.toReversed());
    }
    const later = { actorIds: ['root_b'], events: ['key.create'], order: 'asc', limit: 2 };
    expect(await listAll(workspace, later)).toEqual(newestFirst.slice(0, 5).toReversed());
    const between = { from: nowMs - 2, to: nowMs - 1, order: 'asc' };
    expect(await listAll(workspace, between)).toEqual(newestFirst.slice(5).toReversed());
  });

  it('oldest first from what the retention has left, when it overtakes the cursor', async () => {
    const workspace = await harness.newWorkspace();
    const oldestMs = harness.clock.nowMs() - 90 * DAY_MS;
    await seed(
      workspace,
      [oldestMs, oldestMs + 1, oldestMs + 2].map((timeMs) => ({ timeMs })),
    );
    const request = { order: 'asc', limit: 1 };
    const first = await workspace.call('auditLogs.listAuditLogs', request);
    expect(first.body.data).toMatchObject([{ time: oldestMs }]);
    harness.clock.advance(2);
    const { cursor } = first.body.pagination;
    const second = await workspace.call('auditLogs.listAuditLogs', { ...request, cursor });
    expect(second.body.data).toMatchObject([{ time: oldestMs + 2 }]);
  });

  it('that have a text in what people read, in any case, and no wildcards', async () => {
    const workspace = await harness.newWorkspace();
    await seed(workspace, [
      { actorId: 'root_needle', targetIds: ['key_a'] },
      { actorId: 'root_b', targetIds: ['key_NEEDLE', 'key_c'] },
      { actorId: 'root_c', targetIds: ['key_c'] },
    ]);
    await workspace.newApi('A needle in the hay');
    const found = async (request: object) => (await list(workspace, request)).length;
    expect(await found({ search: ' Needle ' })).toBe(3);
    expect(await found({ search: 'in the HAY' })).toBe(1);
    expect(await found({ search: 'needle', targetIds: ['key_c'] })).toBe(1);
    expect(await found({ search: 'needle', events: ['key.create'], order: 'asc' })).toBe(2);
    expect(await found({ search: '127.0.0.1' })).toBe(1);
    for (const nowhere of ['%', 'n__dle', '"type"', '{']) {
      expect(await found({ search: nowhere })).toBe(0);
    }
    expect(await list(await harness.newWorkspace(), { search: 'needle' })).toEqual([]);
  });

  it('that have a rare text, behind thousands without it, on short pages', async () => {
    const workspace = await harness.newWorkspace();
    const nowMs = harness.clock.nowMs();
    await seed(workspace, [
      { actorId: 'root_needle', timeMs: nowMs - 10 },
      { timeMs: nowMs, count: 2500 },
    ]);
    const first = await workspace.call('auditLogs.listAuditLogs', { search: 'needle' });
    expect(first.body).toMatchObject({ data: [], pagination: { hasMore: true } });
    expect(await listAll(workspace, { search: 'needle' })).toHaveLength(1);
    const before = { search: 'needle', to: nowMs };
    const bounded = await workspace.call('auditLogs.listAuditLogs', before);
    expect(bounded.body).toMatchObject({ data: [{}], pagination: { hasMore: false } });
  });
});
