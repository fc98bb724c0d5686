import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW_MS, type Store, startStore } from '../../test/store.js';
import { ensurePermissions } from './permissions.js';
import { inTransaction } from './transaction.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

const SLUGS = Array.from({ length: 30 }, (_, index) => `docs.${index}`);

async function newWorkspaceId(): Promise<string> {
  const { workspaceId } = await store.newApi();
  return workspaceId;
}

function ensure(workspaceId: string, slugs: readonly string[], db = store.db) {
  return inTransaction(db, (tx) => ensurePermissions(tx, { workspaceId, slugs, nowMs: NOW_MS }));
}

function storedSlugs(workspaceId: string) {
  return store.db
    .selectFrom('permissions')
    .select('slug')
    .where('workspace_id', '=', workspaceId)
    .orderBy('slug')
    .execute();
}

describe('ensurePermissions', () => {
  it('makes what is missing and shares what is there, in the order that was asked for', async () => {
    const workspaceId = await newWorkspaceId();
    const first = await ensure(workspaceId, ['b', 'a']);
    expect(first.created.map(({ slug }) => slug)).toEqual(['b', 'a']);
    const second = await ensure(workspaceId, ['c', 'a', 'b', 'a']);
    expect(second.permissions.map(({ slug }) => slug)).toEqual(['c', 'a', 'b']);
    expect(second.created.map(({ slug }) => slug)).toEqual(['c']);
    const known = new Map(first.permissions.map((permission) => [permission.slug, permission]));
    expect(second.permissions.slice(1)).toEqual([known.get('a'), known.get('b')]);
  });

  it('needs nothing for an empty list', async () => {
    const workspaceId = await newWorkspaceId();
    expect(await ensure(workspaceId, [])).toEqual({ permissions: [], created: [], conflicts: [] });
  });

  it('names a permission that differs in case alone, and makes no second one', async () => {
    const workspaceId = await newWorkspaceId();
    await ensure(workspaceId, ['docs.Read']);
    const { permissions, conflicts } = await ensure(workspaceId, ['docs.read', 'docs.write']);
    expect(permissions.map(({ slug }) => slug)).toEqual(['docs.write']);
    expect(conflicts).toEqual([{ requested: 'docs.read', existing: 'docs.Read' }]);
    const among = await ensure(workspaceId, ['Ä.x', 'ä.x']);
    expect(among.permissions).toHaveLength(1);
    expect(among.conflicts).toHaveLength(1);
  });

  it('does not look into other workspaces', async () => {
    const [one, other] = [await newWorkspaceId(), await newWorkspaceId()];
    const first = await ensure(one, ['docs.read']);
    const second = await ensure(other, ['docs.read']);
    expect(second.created).toHaveLength(1);
    expect(second.permissions[0]?.id).not.toBe(first.permissions[0]?.id);
  });

  it('makes each slug once though 20 overlapping lists come at the same time, in any order', async () => {
    const workspaceId = await newWorkspaceId();
    const db = store.open({ poolMax: 20 });
    let attempts = 0;
    const results = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const rotated = [...SLUGS.slice(index), ...SLUGS.slice(0, index)];
        const slugs = (index % 2 === 0 ? rotated : rotated.reverse()).slice(0, 20);
        return inTransaction(db, (tx) => {
          attempts += 1;
          return ensurePermissions(tx, { workspaceId, slugs, nowMs: NOW_MS });
        });
      }),
    );
    // Nobody was rolled back to end a deadlock.
    expect(attempts).toBe(20);
    const idsBySlug = new Map<string, Set<string>>();
    for (const { slug, id } of results.flatMap(({ permissions }) => permissions)) {
      idsBySlug.set(slug, (idsBySlug.get(slug) ?? new Set()).add(id));
    }
    expect([...idsBySlug.values()].every((ids) => ids.size === 1)).toBe(true);
    expect(results.every(({ permissions }) => permissions.length === 20)).toBe(true);
    const created = results.flatMap((result) => result.created.map(({ slug }) => slug));
    expect(created.sort()).toEqual([...SLUGS].sort());
    expect(await storedSlugs(workspaceId)).toEqual([...SLUGS].sort().map((slug) => ({ slug })));
  });
});
