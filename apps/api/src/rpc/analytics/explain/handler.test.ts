import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';
import { recordUsage } from '../../../../test/usage.js';

let harness: Harness;
let workspace: Workspace;
let apiId: string;
let timeMs: number;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  apiId = await workspace.newApi();
  timeMs = harness.clock.nowMs() - 1000;
  await recordUsage(harness, workspace, {
    verifications: [
      { requestId: 'req_a', apiId, timeMs, code: 'RATE_LIMITED', deniedLimit: 'requests' },
      { requestId: 'req_b', apiId, timeMs },
    ],
  });
});
afterAll(() => harness.stop());

const explain = async (fields: object) =>
  (await workspace.call('analytics.explain', fields)).body.data;
const resultsOf = ({ checks }: { checks: { check: string; result: string }[] }) =>
  Object.fromEntries(checks.map(({ check, result }) => [check, result]));

describe('analytics.explain answers', () => {
  it('with the event and each check, as far as the database keeps them', async () => {
    const data = await explain({ requestId: 'req_a' });
    expect(data).toMatchObject({
      event: { requestId: 'req_a', apiId, outcome: 'RATE_LIMITED' },
      source: 'database',
      hasInputs: false,
    });
    expect(resultsOf(data)).toEqual({
      key: 'passed',
      enabled: 'passed',
      expiry: 'passed',
      address: 'passed',
      permissions: 'passed',
      limits: 'failed',
      credits: 'notReached',
    });
  });

  it('with nothing for a request id that is unknown, or of another time', async () => {
    const nothing = { checks: [], source: 'database', hasInputs: false };
    expect(await explain({ requestId: 'req_unknown' })).toEqual(nothing);
    expect(await explain({ requestId: 'req_a', to: timeMs })).toEqual(nothing);
  });

  it('with nothing that the caller may not read', async () => {
    const other = await harness.newWorkspace();
    const { body } = await other.call('analytics.explain', { requestId: 'req_a' });
    expect(body.data).not.toHaveProperty('event');
    const { call } = await workspace.newRootKey(['api.api_other.read_analytics']);
    const answer = await call('analytics.explain', { requestId: 'req_a' });
    expect(answer.body.data).not.toHaveProperty('event');
  });
});
