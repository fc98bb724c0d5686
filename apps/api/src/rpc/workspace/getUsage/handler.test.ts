import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addBillableDay } from '../../../../test/rows.js';
import { send, type Workspace } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function usageOf(workspace: Workspace, body: object = {}) {
  const { data } = (await workspace.call('workspace.getUsage', body)).body;
  return data;
}

const monthOf = (timeMs: number, months: number) => {
  const now = new Date(timeMs);
  const begin = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months));
  return {
    fromMs: begin.getTime(),
    period: { year: begin.getUTCFullYear(), month: begin.getUTCMonth() + 1 },
  };
};

describe('workspace.getUsage answers', () => {
  it('with all fields for a workspace that has used nothing', async () => {
    const workspace = await harness.newWorkspace();
    const nowMs = harness.clock.nowMs();
    const compute = { cpuSeconds: 0, memoryGiBHours: 0, storageGiBHours: 0, egressGiB: 0 };
    expect(await usageOf(workspace)).toEqual({
      period: { start: monthOf(nowMs, 0).fromMs, end: nowMs },
      totals: {
        api: { verifications: 0, ratelimits: 0 },
        compute,
        gateway: { activeKeys: 0 },
      },
      breakdowns: { byEnvironment: [], byApp: [] },
    });
  });

  it('with VALID verifications and passed limit checks, once they are recorded', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    const { key } = await workspace.newKey();
    const limited = { namespace: 'requests', identifier: 'user_42', limit: 2, duration: 60_000 };
    for (const tried of [key, key, 'unknown']) {
      await workspace.call('keys.verifyKey', { key: tried });
    }
    for (let count = 0; count < 3; count++) await workspace.call('ratelimit.limit', limited);
    await harness.deps.recorder.flush();
    const { totals } = await usageOf(workspace);
    expect(totals.api).toEqual({ verifications: 2, ratelimits: 2 });
    expect((await usageOf(other)).totals.api).toEqual({ verifications: 0, ratelimits: 0 });
    const limits = await workspace.call('workspace.getLimits', {});
    expect(limits.body.data.apiBillableOperationsCountMaxPerMonth.current).toBe(4);
  });

  it('with an earlier month from its first to its last moment', async () => {
    const workspace = await harness.newWorkspace();
    const now = monthOf(harness.clock.nowMs(), 0);
    const before = monthOf(harness.clock.nowMs(), -1);
    const day = { workspaceId: workspace.id, kind: 'verification' } as const;
    const dayMs = 24 * 60 * 60 * 1000;
    await addBillableDay(harness.deps, { ...day, dayMs: before.fromMs - dayMs, count: 1000 });
    await addBillableDay(harness.deps, { ...day, dayMs: before.fromMs, count: 100 });
    await addBillableDay(harness.deps, { ...day, dayMs: now.fromMs - dayMs, count: 10 });
    await addBillableDay(harness.deps, { ...day, dayMs: now.fromMs, count: 1 });
    const { period, totals } = await usageOf(workspace, { period: before.period });
    expect(period).toEqual({ start: before.fromMs, end: now.fromMs });
    expect(totals.api.verifications).toBe(110);
    expect((await usageOf(workspace)).totals.api.verifications).toBe(1);
  });

  it('a request without a body and without a content type, as published clients send it', async () => {
    const workspace = await harness.newWorkspace();
    const { status } = await send(harness.app, {
      method: 'POST',
      url: '/v2/workspace.getUsage',
      headers: { authorization: `Bearer ${workspace.rootKey}` },
    });
    expect(status).toBe(200);
  });
});

describe('workspace.getUsage is open to', () => {
  it.each([
    ['the URN of this workspace alone', (id: string) => `unkey:v1:${id}:usage#read`],
    ['the tuple alone', () => 'workspace.*.read_workspace'],
    ['the URN of an administrator', (id: string) => `unkey:v1:${id}:**#*`],
  ])('%s', async (_title, permission) => {
    const workspace = await harness.newWorkspace();
    const { call } = await workspace.newRootKey([permission(workspace.id)]);
    expect((await call('workspace.getUsage', {})).status).toBe(200);
  });
});

describe('workspace.getUsage refuses', () => {
  it('a month in the future, and one that began more than 90 days ago', async () => {
    const workspace = await harness.newWorkspace();
    for (const months of [1, -4]) {
      const { period } = monthOf(harness.clock.nowMs(), months);
      const { status, body } = await workspace.call('workspace.getUsage', { period });
      expect(status).toBe(400);
      expect(body.error.errors[0].location).toBe('body.period');
    }
  });

  it('the URN of another workspace', async () => {
    const [workspace, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const { call } = await workspace.newRootKey([`unkey:v1:${other.id}:usage#read`]);
    expect((await call('workspace.getUsage', {})).status).toBe(403);
  });

  it('a root key that may read the limits only', async () => {
    const workspace = await harness.newWorkspace();
    const { call } = await workspace.newRootKey([`unkey:v1:${workspace.id}:limits#read`]);
    const { status, body } = await call('workspace.getUsage', {});
    expect(status).toBe(403);
    expect(body.error.detail).toContain(`unkey:v1:${workspace.id}:usage#read`);
  });
});
