import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('analytics.getRuntimeLogs without an analytics engine', () => {
  it.each(['SELECT 1', '', 'no SQL'])('answers 412, whatever the query is: %j', async (query) => {
    const { call } = await (await harness.newWorkspace()).newRootKey([
      'project.*.read_runtime_logs',
    ]);
    const { status, body } = await call('analytics.getRuntimeLogs', { query });
    expect(status).toBe(412);
    expect(body.error.detail).toBe('Analytics are not configured for this instance');
  });

  it('refuses a root key without the right before that', async () => {
    const { call } = await (await harness.newWorkspace()).newRootKey(['api.*.read_api']);
    const { status, body } = await call('analytics.getRuntimeLogs', { query: '' });
    expect(status).toBe(403);
    expect(body.error.detail).toBe("Missing permission: 'project.*.read_runtime_logs'");
  });
});
