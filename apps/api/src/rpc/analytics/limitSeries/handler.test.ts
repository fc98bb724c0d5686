import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';
import { recordUsage } from '../../../../test/usage.js';

const HOUR_MS = 3_600_000;

let harness: Harness;
let workspace: Workspace;
let from: number;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  const nowMs = harness.clock.nowMs();
  from = nowMs - (nowMs % HOUR_MS) - 2 * HOUR_MS;
  const one = { namespaceId: 'rlns_1', identifier: 'a', timeMs: from };
  await recordUsage(harness, workspace, {
    limitChecks: [
      { ...one, cost: 5 },
      { ...one, passed: false, cost: 2 },
      { ...one, identifier: 'b', timeMs: from + HOUR_MS },
      { ...one, namespaceId: 'rlns_2' },
    ],
  });
});
afterAll(() => harness.stop());

const body = (fields: object) => ({ from, to: from + 2 * HOUR_MS, step: 'hour', ...fields });
const series = async (fields: object) =>
  (await workspace.call('analytics.limitSeries', body(fields))).body.data.series;

describe('analytics.limitSeries answers, from the sums per hour,', () => {
  it.each([
    ['checks', [3, 1]],
    ['passed', [2, 1]],
    ['refused', [1, 0]],
    ['cost', [8, 1]],
  ])('the %s in each bucket', async (metric, values) => {
    expect(await series({ metric })).toMatchObject([{ values }]);
  });

  it('a series for each namespace, identifier or decision', async () => {
    const shown = async (groupBy: string, fields: object = {}) =>
      (await series({ groupBy, ...fields })).map(
        ({ group, total }: { group: string; total: number }) => [group, total],
      );
    expect(await shown('namespace')).toEqual([
      ['rlns_1', 3],
      ['rlns_2', 1],
    ]);
    expect(await shown('identifier', { namespaceIds: ['rlns_1'] })).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(await shown('passed')).toEqual([
      ['passed', 3],
      ['refused', 1],
    ]);
    expect(await shown('passed', { metric: 'cost' })).toEqual([
      ['passed', 7],
      ['refused', 2],
    ]);
  });

  it('only namespaces that the caller may read', async () => {
    const { call } = await workspace.newRootKey(['ratelimit.rlns_2.read_analytics']);
    const total = async (fields: object) =>
      (await call('analytics.limitSeries', body(fields))).body.data.series[0].total;
    expect(await total({})).toBe(1);
    expect(await total({ namespaceIds: ['rlns_1'] })).toBe(0);
  });
});
