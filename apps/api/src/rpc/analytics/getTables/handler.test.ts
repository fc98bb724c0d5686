import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('analytics.getTables answers', () => {
  it('with the tables that queries may read, and the operation of each', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('analytics.getTables', {});
    const { tables, functions } = body.data;
    expect(tables[0]).toMatchObject({
      name: 'key_verifications_v1',
      operation: 'analytics.getVerifications',
      keptDays: 90,
    });
    expect(tables[0].columns).toContainEqual({
      name: 'key_id',
      type: 'String',
      meaning: 'the key',
    });
    expect(tables.map(({ name }: { name: string }) => name)).toContain('ratelimits_per_hour_v1');
    expect(functions[0].names).toContain('countIf');
  });
});
