import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordUsage } from '../../../../test/usage.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('analytics.distinct answers, from the sums per hour,', () => {
  it('how many keys, APIs and identities were in use, without those that are none', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const { identityId } = body.data;
    const timeMs = harness.clock.nowMs();
    await recordUsage(harness, workspace, {
      verifications: [
        { keyId: 'key_1', identityId, timeMs },
        { keyId: 'key_1', identityId, timeMs: timeMs - 1 },
        { keyId: 'key_2', timeMs },
        { keyId: '', apiId: '', code: 'NOT_FOUND', timeMs },
      ],
    });
    const count = async (fields: object) =>
      (await workspace.call('analytics.distinct', fields)).body.data.count;
    expect(await count({ what: 'key' })).toBe(2);
    expect(await count({ what: 'api' })).toBe(1);
    expect(await count({ what: 'identity' })).toBe(1);
    expect(await count({ what: 'key', externalIds: ['user_42'] })).toBe(1);
  });

  it('no tags, and says so', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('analytics.distinct', { what: 'tag' });
    expect(body.data).toMatchObject({ count: 0, missing: ['tags'] });
  });
});
