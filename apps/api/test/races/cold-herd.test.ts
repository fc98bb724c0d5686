import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

const REQUESTS = 10_000;

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

/** Without the checks that other tests make on every answer: there are very many here. */
async function verifyAtOnce(key: string): Promise<string[]> {
  const answers = Array.from({ length: REQUESTS }, async () => {
    const response = await harness.app.inject({
      method: 'POST',
      url: '/v2/keys.verifyKey',
      headers: { authorization: `Bearer ${workspace.rootKey}` },
      payload: { key },
    });
    return response.json().data.code;
  });
  return Promise.all(answers);
}

describe('ten thousand requests at once', { timeout: 60_000 }, () => {
  it('for one key that nobody has asked for yet are one statement', async () => {
    const { key } = await workspace.newKey();
    const { stats } = harness.deps.caches.keys;
    const before = { ...stats };
    const codes = await verifyAtOnce(key);
    expect(new Set(codes)).toEqual(new Set(['VALID']));
    expect(stats.fills - before.fills).toBe(1);
  });
});
