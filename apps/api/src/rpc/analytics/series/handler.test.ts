import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';
import { recordUsage } from '../../../../test/usage.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let harness: Harness;
let workspace: Workspace;
let apiIds: string[];
/** The beginning of an hour, some hours ago. */
let atMs: number;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  apiIds = [await workspace.newApi(), await workspace.newApi()];
  const { body } = await workspace.call('identities.createIdentity', { externalId: 'user_42' });
  const { identityId } = body.data;
  const nowMs = harness.clock.nowMs();
  atMs = nowMs - (nowMs % HOUR_MS) - 5 * HOUR_MS;
  const [apiId = '', other = ''] = apiIds;
  const key = { apiId, keyId: 'key_1', identityId };
  await recordUsage(harness, workspace, {
    verifications: [
      { ...key, timeMs: atMs, spentCredits: 2, latencyUs: 1000, tags: ['a'] },
      { ...key, timeMs: atMs + 1, spentCredits: 1, latencyUs: 3000 },
      { ...key, timeMs: atMs + 2 * HOUR_MS, code: 'RATE_LIMITED' },
      { apiId: other, keyId: 'key_2', timeMs: atMs + HOUR_MS },
    ],
  });
});
afterAll(() => harness.stop());

const series = async (fields: object, from = workspace) => {
  const body = { from: atMs, to: atMs + 3 * HOUR_MS, step: 'hour', ...fields };
  return (await from.call('analytics.series', body)).body.data;
};

describe('analytics.series answers, from the sums per hour,', () => {
  it('how many verifications there were in each bucket, 0 where there were none', async () => {
    const data = await series({ to: atMs + 4 * HOUR_MS });
    expect(data).toMatchObject({
      source: 'sums',
      step: 'hour',
      timeZone: 'UTC',
      buckets: [0, 1, 2, 3].map((hours) => atMs + hours * HOUR_MS),
      series: [{ isRest: false, total: 4, values: [2, 1, 1, 0] }],
      missing: [],
    });
  });

  it('credits and the average latency', async () => {
    const [credits] = (await series({ metric: 'credits' })).series;
    expect(credits).toMatchObject({ total: 3, values: [3, 0, 0] });
    const [latency] = (await series({ metric: 'latency', keyIds: ['key_1'] })).series;
    expect(latency).toMatchObject({ values: [2, null, 0.1] });
  });

  it('a series for each group, the largest first, and one for the rest', async () => {
    const [first, second] = apiIds;
    const byApi = (await series({ groupBy: 'api' })).series;
    expect(byApi).toEqual([
      { group: first, isRest: false, total: 3, values: [2, 0, 1] },
      { group: second, isRest: false, total: 1, values: [0, 1, 0] },
    ]);
    const top = (await series({ groupBy: 'key', top: 1 })).series;
    expect(top).toEqual([
      { group: 'key_1', isRest: false, total: 3, values: [2, 0, 1] },
      { isRest: true, total: 1, values: [0, 1, 0] },
    ]);
    const groups = async (groupBy: string) =>
      (await series({ groupBy })).series.map(({ group }: { group: string }) => group);
    expect(await groups('outcome')).toEqual(['VALID', 'RATE_LIMITED']);
    expect(await groups('identity')).toEqual(['user_42', '']);
  });

  it('only what passes every filter', async () => {
    const total = async (fields: object) => (await series(fields)).series[0].total;
    expect(await total({ apiIds: [apiIds[1]] })).toBe(1);
    expect(await total({ externalIds: ['user_42'], outcomes: ['VALID'] })).toBe(2);
    expect(await total({ apiIds: [apiIds[1]], keyIds: ['key_1'] })).toBe(0);
    expect(await total({ apiIds: ['api_unknown'] })).toBe(0);
  });

  it('what it cannot tell, instead of a wrong figure', async () => {
    expect(await series({ tags: ['a'] })).toMatchObject({ series: [], missing: ['tags'] });
    expect(await series({ groupBy: 'tag' })).toMatchObject({ series: [], missing: ['tags'] });
    const minutes = await series({ step: 'minute' });
    expect(minutes).toMatchObject({ step: 'hour', missing: ['minutes'] });
    const half = await series({ timeZone: 'Asia/Kolkata' });
    expect(half).toMatchObject({ timeZone: 'UTC', missing: ['timeZone'] });
    expect(half.series[0].total).toBe(4);
  });

  it('days of a time zone, each hour once on the days on which clocks are changed', async () => {
    const own = await harness.newWorkspace();
    const from = Date.UTC(2025, 9, 24, 22);
    const hours = Array.from({ length: 73 }, (_, hour) => ({ timeMs: from + hour * HOUR_MS }));
    await recordUsage(harness, own, { verifications: hours });
    const asked = { from, to: from + 73 * HOUR_MS, step: 'day', timeZone: 'Europe/Berlin' };
    const data = await series(asked, own);
    expect(data.series[0]).toMatchObject({ total: 73, values: [24, 25, 24] });
  });

  it('nothing of another workspace, and nothing that the caller may not read', async () => {
    const other = await harness.newWorkspace();
    expect((await series({ apiIds }, other)).series[0].total).toBe(0);
    const [first = '', second] = apiIds;
    const scoped = await workspace.newRootKey([`api.${first}.read_analytics`]);
    const ask = async (fields: object) => {
      const body = { from: atMs, to: atMs + 3 * HOUR_MS, step: 'hour', ...fields };
      return (await scoped.call('analytics.series', body)).body.data.series[0].total;
    };
    expect(await ask({})).toBe(3);
    expect(await ask({ apiIds: [second] })).toBe(0);
  });

  it('a root key with the right as a URN on the key space of an API', async () => {
    const { body } = await workspace.call('apis.listApis', { search: apiIds[1] });
    const [{ keyspaceId }] = body.data;
    const urn = `unkey:v1:${workspace.id}:keyspaces/${keyspaceId}#read_analytics`;
    const { call } = await workspace.newRootKey([urn]);
    const answer = await call('analytics.series', { from: atMs, to: atMs + 3 * HOUR_MS });
    expect(answer.body.data.series[0].total).toBe(1);
  });

  it('the last day in hours, if the request says nothing', async () => {
    const { body } = await workspace.call('analytics.series', {});
    expect(body.data).toMatchObject({ step: 'hour', timeZone: 'UTC' });
    expect(body.data.series[0].total).toBe(4);
  });
});

describe('analytics.series refuses', () => {
  it.each([
    ['an unknown time zone', { timeZone: 'Europe/Berln' }, 'body.timeZone'],
    ['a span that ends before it begins', { from: 2, to: 1 }, 'body.to'],
    ['more points than a chart has', { from: 0, to: 40 * DAY_MS, step: 'minute' }, 'body.step'],
  ])('%s, and names the field', async (_what, fields, location) => {
    const { status, body } = await workspace.call('analytics.series', fields);
    expect(status).toBe(400);
    expect(body.error.errors[0]).toMatchObject({ location, fix: expect.any(String) });
  });
});
