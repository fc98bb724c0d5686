import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../../test/answer.js';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, asPerson } from '../../../../test/people.js';
import { setWorkspaceLimit } from '../../../../test/rows.js';
import { send, type Workspace } from '../../../../test/seed.js';

const DAY_MS = 24 * 60 * 60 * 1000;

let harness: Harness;
let everything: Harness;
let switchedOff: Harness;
beforeAll(async () => {
  harness = await startHarness();
  everything = await startHarness({ API_REQUEST_LOG: 'all', API_REQUEST_LOG_CONTENTS: 'true' });
  switchedOff = await startHarness({ API_REQUEST_LOG: 'off' });
});
afterAll(() => Promise.all([harness.stop(), everything.stop(), switchedOff.stop()]));

interface Listed {
  readonly requestId: string;
  readonly path: string;
  readonly status: number;
  readonly code?: string;
  readonly requestHeaders?: string[];
  readonly requestBody?: string;
  readonly responseBody?: string;
}

/** Without the calls by which a test lists. */
async function list(
  workspace: Workspace,
  request: object = {},
  { deps }: Harness = harness,
): Promise<Listed[]> {
  await deps.recorder.flush();
  const { status, body } = await workspace.call('analytics.requests', request);
  expect(status).toBe(200);
  return body.data.filter(({ path }: Listed) => path !== '/v2/analytics.requests');
}

const idOf = ({ body }: Answer): string => body.meta.requestId;

describe('answers', () => {
  it('without what people ask for on pages', async () => {
    const workspace = await harness.newWorkspace();
    const nowMs = harness.clock.nowMs();
    const roles = { [workspace.id]: 'owner' };
    const person = await addPerson(harness.deps.db, { nowMs, roles });
    const call = asPerson(harness.app, person, workspace.id);
    expect((await call('apis.listApis', {})).status).toBe(200);
    expect(await list(workspace)).toEqual([]);
  });

  it('with who sent a request, from where, and how it ended', async () => {
    const workspace = await harness.newWorkspace();
    const { id, call } = await workspace.newRootKey(['api.*.create_api']);
    const madeMs = harness.clock.nowMs();
    const made = await call('apis.createApi', { name: 'Weather' });
    harness.clock.advance(1);
    const refused = await call('apis.getApi', { apiId: 'api_none' });
    const [second, first, ...others] = await list(workspace);
    const shared = {
      time: madeMs + 1,
      method: 'POST',
      latency: expect.any(Number),
      rootKeyId: id,
      ip: '127.0.0.1',
      userAgent: 'lightMyRequest',
    };
    expect(first).toEqual({
      ...shared,
      time: madeMs,
      requestId: idOf(made),
      path: '/v2/apis.createApi',
      status: 200,
    });
    expect(second).toEqual({
      ...shared,
      requestId: idOf(refused),
      path: '/v2/apis.getApi',
      status: refused.status,
      code: refused.body.error.type.split('/docs/errors/')[1],
    });
    expect(others).toEqual([]);
  });

  it('with what was refused before it reached its operation', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('apis.createApi', { nmae: 'Weather' });
    await workspace.call('apis.createApi', {}, { payload: '{' });
    await setWorkspaceLimit(harness.deps, { id: workspace.id, requestsPerMinute: 0 });
    await workspace.call('apis.createApi', { name: 'Weather' });
    await setWorkspaceLimit(harness.deps, { id: workspace.id, requestsPerMinute: null });
    const statuses = (await list(workspace)).map(({ status }) => status);
    expect(statuses.sort((one, other) => one - other)).toEqual([400, 400, 429]);
  });

  it('with the newest first, each once, page by page, with filters and without', async () => {
    const workspace = await harness.newWorkspace();
    const ids: string[] = [];
    for (let count = 0; count < 7; count++) {
      if (count % 3 === 0) harness.clock.advance(1);
      ids.push(idOf(await workspace.call('apis.getApi', { apiId: `api_${count}` })));
    }
    const operations = ['apis.getApi'];
    const whole = await list(workspace, { operations });
    expect(whole.map(({ requestId }) => requestId).sort()).toEqual(ids.sort());
    for (const filter of [{ operations }, { operations, statusMin: 400 }]) {
      const read: Listed[] = [];
      let cursor: string | undefined;
      do {
        const page = await workspace.call('analytics.requests', { ...filter, limit: 2, cursor });
        read.push(...page.body.data);
        cursor = page.body.pagination.cursor;
      } while (cursor !== undefined);
      expect(read).toEqual(whole);
    }
  });

  it('only with requests that pass every filter', async () => {
    const workspace = await harness.newWorkspace();
    const { id, call } = await workspace.newRootKey([]);
    const made = await workspace.call('apis.createApi', { name: 'Weather' });
    const missing = await workspace.call('apis.getApi', { apiId: 'api_none' });
    const refused = await call('apis.createApi', { name: 'Weather' });
    const found = async (request: object) =>
      (await list(workspace, request)).map(({ requestId }) => requestId);
    expect(await found({ operations: ['apis.createApi'] })).toHaveLength(2);
    expect(await found({ operations: ['apis.getApi', 'keys.getKey'] })).toEqual([idOf(missing)]);
    expect(await found({ statusMin: 400 })).toHaveLength(2);
    expect(await found({ statusMin: 404 })).toEqual([idOf(missing)]);
    expect(await found({ codes: ['unkey/data/api_not_found'] })).toEqual([idOf(missing)]);
    expect(await found({ rootKeyIds: [id] })).toEqual([idOf(refused)]);
    const both = { requestIds: [idOf(made), idOf(refused), 'req_none'] };
    expect(await found(both)).toHaveLength(2);
    expect(await found({ ...both, statusMin: 400 })).toEqual([idOf(refused)]);
    expect(await found({ operations: ['apis.createApi'], rootKeyIds: ['root_none'] })).toEqual([]);
    expect(await found({ from: harness.clock.nowMs() + 1 })).toEqual([]);
    expect(await found({ to: harness.clock.nowMs() })).toEqual([]);
    const other = await harness.newWorkspace();
    expect(await list(other, { requestIds: [idOf(made)] })).toEqual([]);
    expect(await list(other)).toEqual([]);
  });

  it('with a short page and a cursor where few of thousands pass', async () => {
    const workspace = await harness.newWorkspace();
    const { deps, clock } = harness;
    const event = {
      timeMs: clock.nowMs(),
      workspaceId: workspace.id,
      method: 'POST',
      path: '/v2/apis.listApis',
      code: '',
      latencyUs: 1,
      rootKeyId: '',
      ip: '',
      userAgent: '',
    };
    const rare = { ...event, requestId: 'req_rare', timeMs: event.timeMs - 1, status: 500 };
    deps.recorder.apiRequest(rare);
    for (let count = 0; count < 2500; count++) {
      deps.recorder.apiRequest({ ...event, requestId: `req_${count}`, status: 200 });
    }
    await deps.recorder.flush();
    const first = await workspace.call('analytics.requests', { statusMin: 500 });
    expect(first.body).toMatchObject({ data: [], pagination: { hasMore: true } });
    const { cursor } = first.body.pagination;
    const second = await workspace.call('analytics.requests', { statusMin: 500, cursor });
    expect(second.body).toMatchObject({
      data: [{ requestId: 'req_rare' }],
      pagination: { hasMore: false },
    });
    expect(second.body.data[0]).not.toHaveProperty('rootKeyId');
    const byId = await workspace.call('analytics.requests', { requestIds: ['req_rare'] });
    expect(byId.body.data).toHaveLength(1);
  });

  it('not with requests older than the operator, or the workspace, keeps them', async () => {
    const [usual, short] = [await harness.newWorkspace(), await harness.newWorkspace()];
    await short.call('workspace.updateWorkspace', { logRetentionDays: 1 });
    for (const workspace of [usual, short]) await workspace.newApi();
    await harness.deps.recorder.flush();
    harness.clock.advance(DAY_MS + 1);
    expect(await list(usual)).toHaveLength(1);
    expect(await list(short)).toEqual([]);
    harness.clock.advance(29 * DAY_MS);
    expect(await list(usual)).toEqual([]);
  });
});

describe('the log has', () => {
  it('no checks unless the operator wants them, and no limit checks that want no record', async () => {
    const paths = async (on: Harness) => {
      const workspace = await on.newWorkspace();
      const { key } = await workspace.newKey();
      const limited = { namespace: 'n', identifier: 'i', limit: 1, duration: 60_000 };
      await workspace.call('keys.verifyKey', { key });
      await workspace.call('ratelimit.limit', limited);
      const headers = { 'x-unkey-metrics': 'disabled' };
      await workspace.call('ratelimit.limit', limited, { headers });
      await workspace.call('ratelimit.multiLimit', [limited], { headers });
      await workspace.call('keys.verifyKey', { key }, { headers });
      return (await list(workspace, {}, on)).map(({ path }) => path).sort();
    };
    const management = ['/v2/apis.createApi', '/v2/keys.createKey'];
    expect(await paths(harness)).toEqual(management);
    const checks = ['/v2/keys.verifyKey', '/v2/keys.verifyKey', '/v2/ratelimit.limit'];
    expect(await paths(everything)).toEqual([...management, ...checks].sort());
  });

  it('no request that belongs to no workspace', async () => {
    const workspace = await harness.newWorkspace();
    const headers = { authorization: 'Bearer unkey_unknown' };
    await workspace.call('apis.listApis', {}, { headers });
    await send(harness.app, { method: 'POST', url: '/v2/apis.none' });
    await harness.deps.recorder.flush();
    const rows = await harness.deps.db.selectFrom('api_requests').select('status').execute();
    expect(rows.filter(({ status }) => status === 401)).toEqual([]);
  });

  it('no headers and bodies unless the operator wants them, and then without secrets', async () => {
    const contents = async (on: Harness) => {
      const workspace = await on.newWorkspace();
      const apiId = await workspace.newApi('Weather');
      const headers = { 'x-forwarded-for': '203.0.113.7', 'x-plan': 'pro' };
      const made = await workspace.call('keys.createKey', { apiId, name: 'a' }, { headers });
      const [listed] = await list(workspace, { requestIds: [idOf(made)] }, on);
      return { made, listed };
    };
    const { listed: without } = await contents(harness);
    expect(Object.keys(without ?? {})).not.toContain('requestBody');
    const { made, listed } = await contents(everything);
    expect(listed?.requestHeaders).toContain('authorization: [REDACTED]');
    expect(listed?.requestHeaders).toContain('x-plan: pro');
    expect(listed?.requestHeaders?.join()).not.toContain('203.0.113.7');
    expect(JSON.parse(listed?.requestBody ?? '')).toMatchObject({ name: 'a' });
    const { keyId } = made.body.data;
    expect(JSON.parse(listed?.responseBody ?? '')).toEqual({ keyId, key: '[REDACTED]' });
  });

  it('bodies on shorter pages where they are many', async () => {
    const workspace = await everything.newWorkspace();
    const apiId = await workspace.newApi();
    const { keyId } = await workspace.newKey({ apiId, meta: { note: 'a b '.repeat(1900) } });
    for (let count = 0; count < 99; count++) await workspace.call('keys.getKey', { keyId });
    const headers = { 'x-note': 'a b '.repeat(100) };
    const large = { keyId, meta: { note: 'c d '.repeat(1900) } };
    for (let count = 0; count < 99; count++) {
      await workspace.call('keys.updateKey', large, { headers });
    }
    const all = await list(
      workspace,
      { operations: ['keys.updateKey', 'keys.getKey'] },
      everything,
    );
    expect(all.length).toBeGreaterThan(50);
    expect(JSON.stringify(all).length).toBeLessThan(2 * 1024 * 1024);
  });

  it('no body that is large, but all else of its request', async () => {
    const workspace = await everything.newWorkspace();
    const apiId = await workspace.newApi();
    const meta = { note: 'a b '.repeat(3000) };
    const made = await workspace.call('keys.createKey', { apiId, meta });
    const [listed] = await list(workspace, { requestIds: [idOf(made)] }, everything);
    expect(listed).toMatchObject({ status: 200, requestHeaders: expect.any(Array) });
    expect(listed).not.toHaveProperty('requestBody');
    expect(listed).toHaveProperty('responseBody');
  });
});

describe('refuses', () => {
  it('while the operator keeps no log', async () => {
    const workspace = await switchedOff.newWorkspace();
    const { status, body } = await workspace.call('analytics.requests', {});
    expect(status).toBe(412);
    expect(body.error.detail).toContain('API_REQUEST_LOG');
    await switchedOff.deps.recorder.flush();
    const rows = await switchedOff.deps.db.selectFrom('api_requests').select('path').execute();
    expect(rows).toEqual([]);
  });

  it('a root key that may not read the audit log', async () => {
    const workspace = await harness.newWorkspace();
    const { call } = await workspace.newRootKey(['api.*.read_analytics']);
    const { status, body } = await call('analytics.requests', {});
    expect(status).toBe(403);
    expect(body.error.detail).toBe("Missing permission: 'audit_log.*.read_audit_log'");
  });

  it('a range that ends before it starts', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('analytics.requests', { from: 2, to: 2 });
    expect(body.error.errors).toMatchObject([{ location: 'body.to' }]);
  });
});
