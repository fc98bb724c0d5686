import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';
import { recordUsage } from '../../../../test/usage.js';

const DAY_MS = 86_400_000;

let harness: Harness;
let workspace: Workspace;
let apiId: string;
let emptyApiId: string;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  apiId = await workspace.newApi();
  harness.clock.advance(1);
  emptyApiId = await workspace.newApi();
  const startMs = harness.clock.nowMs();
  const used = await workspace.newKey({ apiId });
  await workspace.newKey({ apiId, enabled: false });
  await workspace.newKey({ apiId, expires: startMs + DAY_MS });
  await workspace.newKey({ apiId, credits: { remaining: 0 } });
  const deleted = await workspace.newKey({ apiId });
  await workspace.call('keys.deleteKey', { keyId: deleted.keyId });
  harness.clock.advance(40 * DAY_MS);
  const nowMs = harness.clock.nowMs();
  await workspace.newKey({ apiId, expires: nowMs + 6 * DAY_MS });
  await workspace.newKey({ apiId, expires: nowMs + 8 * DAY_MS });
  await recordUsage(harness, workspace, {
    verifications: [{ requestId: 'req_a', apiId, keyId: used.keyId, timeMs: nowMs - DAY_MS }],
  });
});
afterAll(() => harness.stop());

const count = async (fields: object = {}) =>
  (await workspace.call('apis.countKeys', fields)).body.data;

describe('apis.countKeys answers', () => {
  it('with the keys of each API by their state, without deleted ones', async () => {
    expect(await count()).toEqual({
      items: [
        {
          apiId,
          keys: 6,
          disabled: 1,
          expired: 1,
          expiring: 1,
          exhausted: 1,
          // Those that are used or new are not among them.
          unused: 3,
          isExact: true,
        },
        {
          apiId: emptyApiId,
          keys: 0,
          disabled: 0,
          expired: 0,
          expiring: 0,
          exhausted: 0,
          unused: 0,
          isExact: true,
        },
      ],
      hasMore: false,
    });
  });

  it('for as many days as the request says', async () => {
    const { items } = await count({ apiIds: [apiId], expiringDays: 9, unusedDays: 60 });
    expect(items).toEqual([expect.objectContaining({ expiring: 2, unused: 0 })]);
  });

  it('for nothing that is unknown or of another workspace', async () => {
    const other = await harness.newWorkspace();
    const theirs = await other.newApi();
    expect(await count({ apiIds: [theirs, 'api_unknown'] })).toEqual({ items: [], hasMore: false });
  });

  it('for the APIs whose keys the caller may read', async () => {
    const { call } = await workspace.newRootKey([`api.${emptyApiId}.read_key`]);
    const { body } = await call('apis.countKeys', { apiIds: [apiId, emptyApiId] });
    expect(body.data.items).toEqual([expect.objectContaining({ apiId: emptyApiId })]);
  });
});
