import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { recordUsage } from '../../../../test/usage.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('analytics.top answers, from the sums per hour,', () => {
  it('what was used most, by verifications or by credits', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const timeMs = harness.clock.nowMs();
    const busy = { apiId, keyId: 'key_busy', timeMs };
    const costly = { apiId, keyId: 'key_costly', timeMs, spentCredits: 9 };
    await recordUsage(harness, workspace, { verifications: [busy, busy, costly] });
    const top = async (fields: object) =>
      (await workspace.call('analytics.top', fields)).body.data.items;
    expect(await top({ by: 'key' })).toEqual([
      { group: 'key_busy', verifications: 2, credits: 0 },
      { group: 'key_costly', verifications: 1, credits: 9 },
    ]);
    expect(await top({ by: 'key', metric: 'credits', top: 1 })).toEqual([
      { group: 'key_costly', verifications: 1, credits: 9 },
    ]);
    expect(await top({ by: 'api' })).toEqual([{ group: apiId, verifications: 3, credits: 9 }]);
    expect(await top({ by: 'outcome', keyIds: ['key_costly'] })).toEqual([
      { group: 'VALID', verifications: 1, credits: 9 },
    ]);
  });

  it('no tags, and says so', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('analytics.top', { by: 'tag' });
    expect(body.data).toMatchObject({ items: [], source: 'sums', missing: ['tags'] });
  });
});
