import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordUsage } from '../../../../test/usage.js';

const HOUR_MS = 3_600_000;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('analytics.latency answers, from the sums per hour,', () => {
  it('the average of each bucket, null for one without events, and no quantiles', async () => {
    const workspace = await harness.newWorkspace();
    const nowMs = harness.clock.nowMs();
    const from = nowMs - (nowMs % HOUR_MS) - 2 * HOUR_MS;
    await recordUsage(harness, workspace, {
      verifications: [
        { timeMs: from, latencyUs: 1000 },
        { timeMs: from, latencyUs: 2501 },
      ],
    });
    const asked = { from, to: from + 2 * HOUR_MS, step: 'hour', quantiles: [0.5] };
    const { body } = await workspace.call('analytics.latency', asked);
    expect(body.data).toMatchObject({
      averages: [1.751, null],
      quantiles: [],
      missing: ['quantiles'],
    });
  });
});
