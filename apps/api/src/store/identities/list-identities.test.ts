import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import { decodeCursor } from '../../domain/pagination.js';
import { listLiveIdentities } from './list-identities.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('listLiveIdentities', () => {
  it('finds every match once, however little one page examines', async () => {
    const workspace = await harness.newWorkspace();
    const names = ['hit', 'a', 'b', 'hit2', 'hit3', 'c', 'd', 'e', 'f', 'hit4'];
    for (const externalId of names) {
      await workspace.call('identities.createIdentity', { externalId });
    }
    for (const examinedMax of [1, 2, 3, 5, 9, 10, 11]) {
      for (const limit of [1, 2, 100]) {
        const found = await collect(workspace.id, { search: 'HIT', limit, examinedMax });
        expect(found.sort()).toEqual(['hit', 'hit2', 'hit3', 'hit4']);
      }
    }
  });

  it('gives a cursor when it has examined enough and found nothing', async () => {
    const workspace = await harness.newWorkspace();
    for (const externalId of ['a', 'b', 'c']) {
      await workspace.call('identities.createIdentity', { externalId });
    }
    const list = {
      workspaceId: workspace.id,
      search: 'nothing',
      fromId: '',
      limit: 10,
      bytesMax: 1_000_000,
    };
    const bounded = await listLiveIdentities(harness.deps.db, list, 2);
    expect(bounded).toEqual({ items: [], cursor: expect.any(String) });
    const whole = await listLiveIdentities(harness.deps.db, list, 3);
    expect(whole).toEqual({ items: [], cursor: undefined });
  });
});

/** The external ids on all pages. No page may have more than was asked for. */
async function collect(
  workspaceId: string,
  { search, limit, examinedMax }: { search: string; limit: number; examinedMax: number },
): Promise<string[]> {
  const found: string[] = [];
  let fromId: string | undefined = '';
  while (fromId !== undefined) {
    const list = { workspaceId, search, fromId, limit, bytesMax: 1_000_000 };
    const page = await listLiveIdentities(harness.deps.db, list, examinedMax);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items.map((identity) => identity.externalId));
    fromId = page.cursor === undefined ? undefined : decodeCursor(page.cursor, 1)?.[0];
  }
  return found;
}
