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
  it('with the audit event of a call', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi('Weather');
    const { body } = await workspace.call('auditLogs.listAuditLogs', {});
    expect(body.data).toEqual([
      {
        id: expect.stringMatching(/^log_/),
        time: harness.clock.nowMs(),
        event: 'api.create',
        description: `Created API ${apiId}`,
        actor: { type: 'rootkey', id: expect.stringMatching(/^root_/), name: 'Test root key' },
        targets: [{ type: 'api', id: apiId, name: 'Weather' }],
        remoteIp: '127.0.0.1',
        userAgent: 'lightMyRequest',
        requestId: expect.stringMatching(/^req_/),
      },
    ]);
    expect(body.pagination).toEqual({ hasMore: false });
  });

  it('with the newest first, each once, page by page, even within one millisecond', async () => {
    const workspace = await harness.newWorkspace();
    const nowMs = harness.clock.nowMs();
    await seedAuditLog(harness, workspace, [
      { timeMs: nowMs - 2, count: 5 },
      { timeMs: nowMs - 1, count: 5 },
    ]);
    const whole = await listAuditLog(workspace);
    expect(whole).toHaveLength(10);
    const places = whole.map(({ time, id }) => `${time} ${id}`);
    expect(places).toEqual([...places].sort().reverse());
    for (const filter of [{}, { events: ['key.create'] }, { actorIds: ['root_a'] }]) {
      expect(await listWholeAuditLog(workspace, { ...filter, limit: 3 })).toEqual(whole);
    }
    expect(await listWholeAuditLog(workspace, { targetIds: ['key_a'], limit: 3 })).toEqual(whole);
  });

  it('with all that one request changed, by the id in its answer', async () => {
    const workspace = await harness.newWorkspace();
    const role = { name: 'editor', permissions: ['a.read', 'a.write'] };
    const { body } = await workspace.call('permissions.createRole', role);
    await workspace.newApi();
    const { requestId } = body.meta;
    const events = await listAuditLog(workspace, { requestIds: [requestId] });
    expect(events).toHaveLength(5);
    const created = { requestIds: [requestId, 'req_other'], events: ['role.create'] };
    expect(await listAuditLog(workspace, created)).toMatchObject([
      { event: 'role.create', requestId },
    ]);
    const ofRole = { targetIds: [body.data.roleId], requestIds: ['req_other'] };
    expect(await listAuditLog(workspace, ofRole)).toEqual([]);
    const other = await harness.newWorkspace();
    expect(await listAuditLog(other, { requestIds: [requestId] })).toEqual([]);
  });

  it('only with events that pass every filter, by any of its values', async () => {
    const workspace = await harness.newWorkspace();
    await seedAuditLog(harness, workspace, [
      { event: 'key.create', actorId: 'root_a', targetIds: ['key_a', 'api_a'] },
      { event: 'key.delete', actorId: 'root_a', targetIds: ['key_a'] },
      { event: 'key.create', actorId: 'root_b', targetIds: ['key_b', 'api_a'] },
      { event: 'api.delete', actorId: 'root_b', targetIds: ['api_a'] },
    ]);
    const found = async (request: object) =>
      (await listAuditLog(workspace, request)).map(({ description }) => description).sort();
    const [keyA, deletedA, keyB, apiA] = [
      'key.create by root_a on key_a api_a',
      'key.delete by root_a on key_a',
      'key.create by root_b on key_b api_a',
      'api.delete by root_b on api_a',
    ];
    expect(await found({ events: ['key.create'] })).toEqual([keyA, keyB]);
    expect(await found({ events: ['key.delete', 'api.delete'] })).toEqual([apiA, deletedA]);
    expect(await found({ actorIds: ['root_b'] })).toEqual([apiA, keyB]);
    expect(await found({ targetIds: ['key_a'] })).toEqual([keyA, deletedA]);
    // An event with two of the targets is one event.
    expect(await found({ targetIds: ['key_a', 'api_a'] })).toEqual([apiA, keyA, keyB, deletedA]);
    expect(await found({ targetIds: ['api_a'], events: ['key.create'] })).toEqual([keyA, keyB]);
    expect(await found({ actorIds: ['root_a'], events: ['api.delete'] })).toEqual([]);
    const all = { targetIds: ['api_a'], actorIds: ['root_b'], events: ['key.create'] };
    expect(await found(all)).toEqual([keyB]);
  });

  it('finds the one event that passes all filters after thousands that pass one', async () => {
    const workspace = await harness.newWorkspace();
    const nowMs = harness.clock.nowMs();
    await seedAuditLog(harness, workspace, [
      { event: 'api.delete', timeMs: nowMs - 10 },
      { event: 'key.create', timeMs: nowMs, count: 2500 },
    ]);
    const request = { actorIds: ['root_a'], events: ['api.delete'] };
    const first = await workspace.call('auditLogs.listAuditLogs', request);
    expect(first.body).toMatchObject({ data: [], pagination: { hasMore: true } });
    expect(await listWholeAuditLog(workspace, request)).toHaveLength(1);
    expect(await listWholeAuditLog(workspace, { ...request, events: ['key.create'] })).toHaveLength(
      2500,
    );
  });

  it('with the refill of a key when the request asks for that key', async () => {
    const workspace = await harness.newWorkspace();
    const credits = { remaining: 0, refill: { interval: 'daily', amount: 5 } };
    const { key, keyId } = await workspace.newKey({ credits });
    harness.clock.advance(DAY_MS);
    await workspace.call('keys.verifyKey', { key });
    const [latest] = await listAuditLog(workspace, { targetIds: [keyId] });
    expect(latest?.description).toMatch(/^Refilled key/);
  });

  it('from the first moment, which is included, to the last one, which is not', async () => {
    const workspace = await harness.newWorkspace();
    const at = harness.clock.nowMs();
    await seedAuditLog(
      harness,
      workspace,
      [at - 2, at - 1, at].map((timeMs) => ({ timeMs })),
    );
    const times = async (request: object) =>
      (await listAuditLog(workspace, request)).map(({ time }) => time);
    expect(await times({ from: at - 1 })).toEqual([at, at - 1]);
    expect(await times({ to: at })).toEqual([at - 1, at - 2]);
    expect(await times({ from: at - 1, to: at })).toEqual([at - 1]);
  });

  it('never goes on with a page of other filters', async () => {
    const workspace = await harness.newWorkspace();
    const at = harness.clock.nowMs();
    await seedAuditLog(
      harness,
      workspace,
      [at - 2, at - 1, at].map((timeMs) => ({ timeMs })),
    );
    const firstPage = await workspace.call('auditLogs.listAuditLogs', { limit: 1 });
    const { cursor } = firstPage.body.pagination;
    const other = await workspace.call('auditLogs.listAuditLogs', { to: at - 1, cursor });
    expect(other.status).toBe(400);
    expect(other.body.error.errors[0].location).toBe('body.cursor');
  });

  it('not with events that are older than the workspace keeps, deleted or not', async () => {
    const workspace = await harness.newWorkspace();
    const oldestMs = harness.clock.nowMs() - 90 * DAY_MS;
    await seedAuditLog(harness, workspace, [{ timeMs: oldestMs - 1 }, { timeMs: oldestMs }]);
    const kept = await listAuditLog(workspace, { from: 0 });
    expect(kept.map(({ time }) => time)).toEqual([oldestMs]);
  });

  it('not with events of another workspace, whatever the request asks for', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    await seedAuditLog(harness, other, [{}]);
    const filters = { events: ['key.create'], actorIds: ['root_a'], targetIds: ['key_a'] };
    for (const [name, values] of Object.entries(filters)) {
      expect(await listAuditLog(workspace, { [name]: values })).toEqual([]);
    }
    expect(await listAuditLog(workspace)).toEqual([]);
  });
});

describe('refuses', () => {
  it('a root key that may not read the audit log', async () => {
    const workspace = await harness.newWorkspace();
    const weak = await workspace.newRootKey([`unkey:v1:${workspace.id}:rootKeys/*#read`]);
    const { status, body } = await weak.call('auditLogs.listAuditLogs', {});
    expect(status).toBe(403);
    expect(body.error.detail).toBe("Missing permission: 'audit_log.*.read_audit_log'");
  });

  it('a range that ends before it starts', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('auditLogs.listAuditLogs', { from: 2, to: 2 });
    expect(body.error.errors).toMatchObject([{ location: 'body.to' }]);
  });

  it.each([
    'log_1',
    Buffer.from('["1","not a time","log_1"]').toString('base64url'),
    Buffer.from('["1","1"]').toString('base64url'),
    Buffer.from('["1","1","log_\\u0000"]').toString('base64url'),
  ])('%s as a cursor', async (cursor) => {
    const workspace = await harness.newWorkspace();
    const { status, body } = await workspace.call('auditLogs.listAuditLogs', { cursor });
    expect(status).toBe(400);
    expect(body.error.errors).toMatchObject([{ location: 'body.cursor' }]);
  });
});
