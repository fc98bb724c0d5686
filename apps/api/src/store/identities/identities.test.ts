import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW_MS, type Store, startStore } from '../../../test/store.js';
import { inTransaction } from '../database/transaction.js';
import { ensureIdentity } from './identities.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

function ensure(workspaceId: string, externalId: string, db = store.db) {
  return inTransaction(db, (tx) => ensureIdentity(tx, { workspaceId, externalId, nowMs: NOW_MS }));
}

describe('ensureIdentity', () => {
  it('creates one identity for 20 calls at the same time, and says so to one of them', async () => {
    const { workspaceId } = await store.newApi();
    const db = store.open({ poolMax: 20 });
    const results = await Promise.all(
      Array.from({ length: 20 }, () => ensure(workspaceId, 'user_1', db)),
    );
    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    expect(results.filter(({ created }) => created)).toHaveLength(1);
  });

  it('says that it did not create a known identity', async () => {
    const { workspaceId } = await store.newApi();
    const first = await ensure(workspaceId, 'user_1');
    expect(await ensure(workspaceId, 'user_1')).toEqual({ ...first, created: false });
  });

  it('distinguishes external ids by case and by workspace', async () => {
    const { workspaceId } = await store.newApi();
    const { workspaceId: other } = await store.newApi();
    const ids = [
      await ensure(workspaceId, 'user'),
      await ensure(workspaceId, 'USER'),
      await ensure(other, 'user'),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  it('makes a new identity where the old one was deleted', async () => {
    const { workspaceId } = await store.newApi();
    const first = await ensure(workspaceId, 'user_1');
    await store.db
      .updateTable('identities')
      .set({ deleted_at_ms: NOW_MS })
      .where('id', '=', first.id)
      .execute();
    const second = await ensure(workspaceId, 'user_1');
    expect(second).toEqual({ ...first, id: expect.not.stringMatching(first.id), created: true });
  });

  it('waits for a call that is rolled back, and then makes the identity itself', async () => {
    const { workspaceId } = await store.newApi();
    let waiting: ReturnType<typeof ensure> | undefined;
    const failing = inTransaction(store.db, async (tx) => {
      await ensureIdentity(tx, { workspaceId, externalId: 'user_1', nowMs: NOW_MS });
      waiting = ensure(workspaceId, 'user_1');
      await store.untilWaiting(1);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const made = await waiting;
    const stored = await store.db
      .selectFrom('identities')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .execute();
    expect(made?.created).toBe(true);
    expect(stored).toEqual([{ id: made?.id }]);
  });
});
