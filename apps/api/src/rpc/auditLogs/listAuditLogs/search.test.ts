import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAuditLog, listWholeAuditLog, seedAuditLog } from '../../../../test/audit-log.js';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const DAY_MS = 24 * 60 * 60 * 1000;

describe('answers', () => {
  it('with the oldest first, in the same places, if the request asks for it', async () => {
    const workspace = await harness.newWorkspace();
    const nowMs = harness.clock.nowMs();
    await seedAuditLog(harness, workspace, [
      { timeMs: nowMs - 2, count: 5 },
      { timeMs: nowMs - 1, count: 5, actorId: 'root_b' },
    ]);
    const newestFirst = await listAuditLog(workspace);
    for (const filter of [{}, { events: ['key.create'] }, { targetIds: ['key_a'] }]) {
      const pages = await listWholeAuditLog(workspace, { ...filter, order: 'asc', limit: 3 });
      expect(pages).toEqual(newestFirst.toReversed());
    }
    const later = { actorIds: ['root_b'], events: ['key.create'], order: 'asc', limit: 2 };
    expect(await listWholeAuditLog(workspace, later)).toEqual(newestFirst.slice(0, 5).toReversed());
    const between = { from: nowMs - 2, to: nowMs - 1, order: 'asc' };
    expect(await listWholeAuditLog(workspace, between)).toEqual(newestFirst.slice(5).toReversed());
  });

  it('oldest first from what the retention has left, when it overtakes the cursor', async () => {
    const workspace = await harness.newWorkspace();
    const oldestMs = harness.clock.nowMs() - 90 * DAY_MS;
    await seedAuditLog(
      harness,
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
    await seedAuditLog(harness, workspace, [
      { actorId: 'root_needle', targetIds: ['key_a'] },
      { actorId: 'root_b', targetIds: ['key_NEEDLE', 'key_c'] },
      { actorId: 'root_c', targetIds: ['key_c'] },
    ]);
    await workspace.newApi('A needle in the hay');
    const found = async (request: object) => (await listAuditLog(workspace, request)).length;
    expect(await found({ search: ' Needle ' })).toBe(3);
    expect(await found({ search: 'in the HAY' })).toBe(1);
    expect(await found({ search: 'needle', targetIds: ['key_c'] })).toBe(1);
    expect(await found({ search: 'needle', events: ['key.create'], order: 'asc' })).toBe(2);
    expect(await found({ search: '127.0.0.1' })).toBe(1);
    for (const nowhere of ['%', 'n__dle', '"type"', '{']) {
      expect(await found({ search: nowhere })).toBe(0);
    }
    expect(await listAuditLog(await harness.newWorkspace(), { search: 'needle' })).toEqual([]);
  });

  it('that have a rare text, behind thousands without it, on short pages', async () => {
    const workspace = await harness.newWorkspace();
    const nowMs = harness.clock.nowMs();
    await seedAuditLog(harness, workspace, [
      { actorId: 'root_needle', timeMs: nowMs - 10 },
      { timeMs: nowMs, count: 2500 },
    ]);
    const first = await workspace.call('auditLogs.listAuditLogs', { search: 'needle' });
    expect(first.body).toMatchObject({ data: [], pagination: { hasMore: true } });
    expect(await listWholeAuditLog(workspace, { search: 'needle' })).toHaveLength(1);
    const before = { search: 'needle', to: nowMs };
    const bounded = await workspace.call('auditLogs.listAuditLogs', before);
    expect(bounded.body).toMatchObject({ data: [{}], pagination: { hasMore: false } });
  });
});
