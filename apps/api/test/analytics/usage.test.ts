import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineHarness, missingEngine, startEngineHarness } from '../engine-harness.js';
import type { Peer } from '../harness.js';
import type { Workspace } from '../seed.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Charts from the engine, and the same ones from the sums per hour of the database. */
describe.skipIf(missingEngine !== undefined)('charts of usage', () => {
  let harness: EngineHarness;
  let peer: Peer;
  let workspace: Workspace;
  let apiIds: string[];
  let todayMs: number;
  beforeAll(async () => {
    harness = await startEngineHarness();
    peer = await harness.startPeer();
    workspace = await harness.newWorkspace();
    apiIds = [await workspace.newApi(), await workspace.newApi()];
    const { body } = await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const { identityId } = body.data;
    const nowMs = harness.clock.nowMs();
    todayMs = nowMs - (nowMs % DAY_MS);
    const codes = ['VALID', 'VALID', 'VALID', 'RATE_LIMITED', 'DISABLED'] as const;
    const events = Array.from({ length: 600 }, (_, index) => {
      const [apiId = '', other = ''] = apiIds;
      const isOwned = index % 4 === 0;
      return {
        requestId: `req_${index}`,
        timeMs: todayMs - 3 * DAY_MS + index * 7 * 60_000 + index,
        apiId: index % 3 === 0 ? other : apiId,
        keyId: `key_${index % 7}`,
        code: codes[index % codes.length] ?? 'VALID',
        tags: index % 2 === 0 ? ['even', `plan_${index % 3}`] : [],
        spentCredits: index % 5,
        latencyUs: 100 + (index % 50) * 10,
        permissionQuery: index === 5 ? 'docs.read OR "it\'s"' : '',
        creditCost: index === 5 ? 7 : 0,
        deniedLimit: index === 3 ? 'requests' : '',
        ...(isOwned ? { identityId, externalId: 'user_42' } : {}),
      };
    });
    const checks = Array.from({ length: 300 }, (_, index) => ({
      requestId: `check_${index}`,
      timeMs: todayMs - 3 * DAY_MS + index * 15 * 60_000,
      namespaceId: `rlns_${index % 2}`,
      identifier: `user_${index % 5}`,
      passed: index % 3 !== 0,
      cost: index % 4,
    }));
    // An event after now would be in the sums of a day that has not come.
    const past = <One extends { timeMs: number }>(all: readonly One[]) =>
      all.filter(({ timeMs }) => timeMs <= nowMs);
    await harness.recordAndDeliver(workspace, {
      verifications: past(events),
      limitChecks: past(checks),
    });
  });
  afterAll(async () => {
    await peer.stop();
    await harness.stop();
  });

  const span = () => ({ from: todayMs - 3 * DAY_MS, to: todayMs + DAY_MS });
  const ask = async (name: string, fields: object) =>
    (await workspace.call(name, { ...span(), ...fields })).body.data;
  const askSums = async (name: string, fields: object) =>
    (await peer.call(workspace.rootKey, name, { ...span(), ...fields })).body.data;

  const figuresOf = (data: object) => {
    const { source: _source, lagMs: _lag, sealedUntil: _sealed, ...figures } = Object(data);
    return figures;
  };

  it.each([
    ['analytics.series', { step: 'hour' }],
    ['analytics.series', { step: 'day', metric: 'credits' }],
    ['analytics.series', { step: 'day', timeZone: 'America/New_York' }],
    ['analytics.series', { step: 'day', groupBy: 'outcome' }],
    ['analytics.series', { step: 'day', groupBy: 'api' }],
    ['analytics.series', { step: 'day', groupBy: 'key', top: 3, metric: 'credits' }],
    ['analytics.series', { step: 'day', groupBy: 'identity' }],
    ['analytics.series', { step: 'hour', keyIds: ['key_1', 'key_2'] }],
    ['analytics.series', { step: 'day', externalIds: ['user_42'], outcomes: ['VALID'] }],
    ['analytics.top', { by: 'key', top: 4 }],
    ['analytics.top', { by: 'api', metric: 'credits' }],
    ['analytics.top', { by: 'identity' }],
    ['analytics.distinct', { what: 'key' }],
    ['analytics.distinct', { what: 'identity', outcomes: ['RATE_LIMITED'] }],
    ['analytics.limitSeries', { step: 'hour' }],
    ['analytics.limitSeries', { step: 'day', groupBy: 'namespace', metric: 'passed' }],
    ['analytics.limitSeries', { step: 'day', groupBy: 'identifier', top: 2 }],
    ['analytics.limitSeries', { step: 'day', groupBy: 'passed', metric: 'cost' }],
  ])('%s with %j is the same from the engine as from the sums of the database', async (...args) => {
    const [name, fields] = args;
    const fromEngine = await ask(name, fields);
    expect(fromEngine.source).toBe('engine');
    const fromSums = await askSums(name, fields);
    expect(fromSums.source).toBe('sums');
    expect(figuresOf(fromEngine)).toEqual(figuresOf(fromSums));
    expect(JSON.stringify(figuresOf(fromEngine))).toMatch(/[1-9]\d/);
  });

  it('of latency have averages to a microsecond, and quantiles in their order', async () => {
    const asked = { step: 'day', quantiles: [0.5, 0.99] };
    const [fromEngine, fromSums] = [
      await ask('analytics.latency', asked),
      await askSums('analytics.latency', asked),
    ];
    fromEngine.averages.forEach((average: number | null, index: number) => {
      const expected = fromSums.averages[index];
      if (expected === null) expect(average).toBeNull();
      else expect(average).toBeCloseTo(expected, 2);
    });
    const [median, high] = fromEngine.quantiles;
    expect([median.quantile, high.quantile]).toEqual([0.5, 0.99]);
    // The middle of the latencies from 0.1 to 0.59 ms, to a fifth.
    expect(median.values[0]).toBeGreaterThan(0.28);
    expect(median.values[0]).toBeLessThan(0.42);
    expect(high.values[0]).toBeGreaterThan(median.values[0]);
  });

  it('know tags, minutes and time zones of half an hour', async () => {
    const tagged = await ask('analytics.series', { step: 'day', groupBy: 'tag' });
    const groups = tagged.series.map(({ group }: { group: string }) => group);
    expect(groups[0]).toBe('even');
    expect(groups).toHaveLength(4);
    const both = await ask('analytics.series', { step: 'day', tags: ['even', 'plan_0'] });
    const even = await ask('analytics.series', { step: 'day', tags: ['even'] });
    // Each event with plan_0 is even, and none counts twice.
    expect(both.series[0].total).toBe(even.series[0].total);
    const half = await ask('analytics.series', { step: 'day', timeZone: 'Asia/Kolkata' });
    expect(half.timeZone).toBe('Asia/Calcutta');
    const all = await ask('analytics.series', { step: 'day' });
    expect(half.series[0].total).toBe(all.series[0].total);
    const from = todayMs - 2 * DAY_MS;
    const minutes = { from, to: from + 2 * HOUR_MS, step: 'minute' };
    const { series, buckets } = await ask('analytics.series', minutes);
    expect(buckets).toHaveLength(120);
    expect(series[0].total).toBe(17);
  });

  it('list the same events as the database has, page after page', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const asked = { ...span(), tags: ['plan_2'], limit: 40, cursor };
      const { body } = await workspace.call('analytics.events', asked);
      seen.push(...body.data.map(({ requestId }: { requestId: string }) => requestId));
      cursor = body.pagination.cursor ?? '';
    } while (cursor !== '');
    expect(seen.length).toBeGreaterThan(50);
    expect(new Set(seen).size).toBe(seen.length);
    const numbers = seen.map((id) => Number(id.slice('req_'.length)));
    expect(numbers).toEqual(numbers.toSorted((one, other) => other - one));
    const { body } = await workspace.call('analytics.events', { ...span(), requestId: 'req_4' });
    expect(body.data).toEqual([
      {
        requestId: 'req_4',
        time: todayMs - 3 * DAY_MS + 4 * 7 * 60_000 + 4,
        apiId: apiIds[0],
        keyId: 'key_4',
        identityId: expect.stringMatching(/^id_/),
        externalId: 'user_42',
        outcome: 'DISABLED',
        tags: ['even', 'plan_1'],
        spentCredits: 4,
        latencyMs: 0.14,
      },
    ]);
  });

  it('explain an event by the inputs of its decision', async () => {
    const valid = await ask('analytics.explain', { requestId: 'req_5' });
    expect(valid).toMatchObject({ source: 'engine', hasInputs: true });
    expect(valid.event).toMatchObject({ requestId: 'req_5', outcome: 'VALID' });
    const seen = JSON.stringify(valid.checks);
    expect(seen).toContain('docs.read OR \\"it\'s\\"');
    const limited = await ask('analytics.explain', { requestId: 'req_3' });
    expect(limited.checks.at(-2)).toMatchObject({
      check: 'limits',
      result: 'failed',
      seen: 'The limit requests was exceeded.',
    });
    const other = await harness.newWorkspace();
    const { body } = await other.call('analytics.explain', { ...span(), requestId: 'req_3' });
    expect(body.data).toEqual({ checks: [], source: 'engine', hasInputs: false });
  });

  it('show a scoped root key its APIs only, in every table', async () => {
    const { call } = await workspace.newRootKey([`api.${apiIds[1]}.read_analytics`]);
    for (const groupBy of ['outcome', 'key', 'tag', 'api']) {
      const asked = { ...span(), step: 'day', groupBy };
      const { body } = await call('analytics.series', asked);
      const expected = await ask('analytics.series', { ...asked, apiIds: [apiIds[1]] });
      expect(body.data.series).toEqual(expected.series);
    }
    const other = await harness.newWorkspace();
    const { body } = await other.call('analytics.series', { ...span(), step: 'day', apiIds });
    expect(body.data.series[0].total).toBe(0);
  });

  it('say how recent they are', async () => {
    const status = await workspace.call('analytics.status', {});
    expect(status.body.data).toMatchObject({ engine: 'on', lagMs: 0, sealedUntil: todayMs });
    expect(status.body.data.version).toMatch(/^\d+\.\d+/);
  });

  it('come from the sums of the database while the engine is away', async () => {
    await harness.engine.kill();
    const data = await ask('analytics.series', { step: 'hour', keyIds: ['key_3'] });
    expect(data.source).toBe('sums');
    expect(data.series[0].total).toBeGreaterThan(0);
  });
});
