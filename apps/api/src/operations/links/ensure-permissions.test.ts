import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW_MS, type Store, startStore } from '../../../test/store.js';
import { inTransaction } from '../../store/database/transaction.js';
import { ensureExactPermissions, ensurePermissions } from './ensure-permissions.js';

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
  it('creates what is missing and shares what exists, in the order of the request', async () => {
    const workspaceId = await newWorkspaceId();
    const first = await ensure(workspaceId, ['b', 'a']);
    expect(first.permissions.map(({ slug }) => slug)).toEqual(['b', 'a']);
    expect(first.created).toHaveLength(2);
    const second = await ensure(workspaceId, ['c', 'a', 'b']);
    expect(second.permissions.map(({ slug }) => slug)).toEqual(['c', 'a', 'b']);
    expect(second.created.map(({ slug }) => slug)).toEqual(['c']);
    const shared = second.permissions.slice(1).map(({ id }) => id);
    expect(shared).toEqual([first.permissions[1]?.id, first.permissions[0]?.id]);
  });

  it('needs nothing for an empty list', async () => {
    const workspaceId = await newWorkspaceId();
    expect(await ensure(workspaceId, [])).toEqual({ permissions: [], created: [] });
  });

  it('shares a permission that differs in case alone', async () => {
    const workspaceId = await newWorkspaceId();
    const { created } = await ensure(workspaceId, ['docs.Read']);
    const { permissions } = await ensure(workspaceId, ['docs.read', 'DOCS.READ']);
    expect(permissions).toEqual(
      [created[0], created[0]].map((made) =>
        expect.objectContaining({ id: made?.id, slug: 'docs.Read' }),
      ),
    );
    const { created: among } = await ensure(workspaceId, ['Ä.x', 'ä.x']);
    expect(among.map(({ slug }) => slug)).toEqual(['Ä.x']);
  });

  it('does not look into other workspaces', async () => {
    const [one, other] = [await newWorkspaceId(), await newWorkspaceId()];
    const first = await ensure(one, ['docs.read']);
    const second = await ensure(other, ['docs.read']);
    expect(second.created).toHaveLength(1);
    expect(second.permissions[0]?.id).not.toBe(first.permissions[0]?.id);
  });

  it('creates each slug once although 20 overlapping lists come at the same time, in any order', async () => {
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
    // No call was rolled back to end a deadlock.
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

describe('ensureExactPermissions', () => {
  it('refuses a slug that differs in case from one that exists, and from one before it', async () => {
    const workspaceId = await newWorkspaceId();
    await ensure(workspaceId, ['docs.Read']);
    const ensureExact = (slugs: readonly string[]) =>
      inTransaction(store.db, (tx) =>
        ensureExactPermissions(tx, { workspaceId, slugs, nowMs: NOW_MS }),
      );
    const refused = { code: 'unkey/data/permission_already_exists' };
    await expect(ensureExact(['docs.write', 'docs.read'])).rejects.toMatchObject(refused);
    await expect(ensureExact(['Docs.list', 'docs.list'])).rejects.toMatchObject(refused);
    expect(await storedSlugs(workspaceId)).toEqual([{ slug: 'docs.Read' }]);
  });
});
