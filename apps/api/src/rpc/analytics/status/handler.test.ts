import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

it('analytics.status says that there is no engine, and how long events are kept', async () => {
  const workspace = await harness.newWorkspace();
  const { body } = await workspace.call('analytics.status', {});
  expect(body.data).toEqual({ engine: 'off', lagMs: 0, logRetentionDays: 30 });
});
