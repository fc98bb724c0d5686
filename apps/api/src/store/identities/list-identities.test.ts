import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import type { Position } from '../search/walk.js';
import { type IdentityBounds, type IdentitySearch, searchIdentities } from './list-identities.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

function examining(count: number, gathers = false): IdentityBounds {
  return { quickMax: 1, examinedMax: { createdAt: count, externalId: count }, gathers };
}

describe('searchIdentities', () => {
  it('finds every match once and in order, however little one page examines', async () => {
    const workspace = await harness.newWorkspace();
    const names = ['hit', 'a', 'b', 'hit2', 'Hit3', 'c', 'd', 'e', 'f', 'hit4'];
    for (const externalId of names) {
      harness.clock.advance(1);
      await workspace.call('identities.createIdentity', { externalId });
    }
    const all = { workspaceId: workspace.id, text: 'HIT', from: undefined, counts: false };
    const byAge = ['hit', 'hit2', 'Hit3', 'hit4'];
    const byText = ['Hit3', 'hit', 'hit2', 'hit4'];
    for (const bounds of [1, 2, 3, 9, 10, 11].map((count) => examining(count))) {
      for (const limit of [1, 2, 100]) {
        const list = { ...all, limit };
        const oldest = { ...list, sort: 'createdAt', isDescending: false } as const;
        expect(await collect(oldest, bounds)).toEqual(byAge);
        expect(await collect(oldest, { ...bounds, gathers: true })).toEqual(byAge);
        const last = { ...list, sort: 'externalId', isDescending: true } as const;
        expect(await collect(last, bounds)).toEqual(byText.toReversed());
        expect(await collect(last, { ...bounds, gathers: true })).toEqual(byText.toReversed());
      }
    }
  });

  it('says where to go on when it has examined enough and found nothing', async () => {
    const workspace = await harness.newWorkspace();
    for (const externalId of ['a', 'b', 'c']) {
      await workspace.call('identities.createIdentity', { externalId });
    }
    const search: IdentitySearch = {
      workspaceId: workspace.id,
      text: 'nothing',
      sort: 'createdAt',
      isDescending: false,
      from: undefined,
      limit: 10,
      counts: false,
    };
    const bounded = await searchIdentities(harness.deps.db, search, examining(2));
    expect(bounded).toMatchObject({ positions: [], next: { id: expect.any(String) } });
    const whole = await searchIdentities(harness.deps.db, search, examining(3));
    expect(whole).toMatchObject({ positions: [], next: undefined });
    const gathered = await searchIdentities(harness.deps.db, search, examining(1, true));
    expect(gathered).toMatchObject({ positions: [], next: undefined });
  });
});

/** The external ids on all pages. No page may have more than was asked for. */
async function collect(search: IdentitySearch, bounds: IdentityBounds): Promise<string[]> {
  const ids: string[] = [];
  let from: Position | undefined;
  do {
    const page = await searchIdentities(harness.deps.db, { ...search, from }, bounds);
    expect(page.positions.length).toBeLessThanOrEqual(search.limit);
    ids.push(...page.positions.map(({ id }) => id));
    from = page.next;
  } while (from !== undefined);
  const rows = await harness.deps.db
    .selectFrom('identities')
    .select(['id', 'external_id'])
    .execute();
  const names = new Map(rows.map((row) => [row.id, row.external_id]));
  return ids.map((id) => names.get(id) ?? '');
}
