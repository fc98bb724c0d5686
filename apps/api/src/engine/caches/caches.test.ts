import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeyIds, NOW_MS, type Store, startStore } from '../../../test/store.js';
import { newId } from '../../lib/ids.js';
import type { Change } from '../../store/changes/changes.js';
import { inTransaction } from '../../store/database/transaction.js';
import { ensureIdentity } from '../../store/identities/identities.js';
import { insertRootKey } from '../../store/root-keys/root-keys.js';
import { type Caches, createCaches, keyBytesMax, keyCacheKey } from './caches.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

/**
 * A key with an identity, another key of the same API, and a root key. The cache holds all three.
 */
async function startScene() {
  const api = await store.newApi();
  const { workspaceId } = api;
  const identity = await inTransaction(store.db, (tx) =>
    ensureIdentity(tx, { workspaceId, externalId: 'user', nowMs: NOW_MS }),
  );
  const key = await store.newKey(api, { identity_id: identity.id });
  const other = await store.newKey(api);
  const rootKeyHash = newId('root', NOW_MS);
  const rootKey = {
    id: newId('root', NOW_MS),
    start: '',
    end: '',
    name: null,
    permissions: [],
    enabled: true,
    expiresAtMs: null,
  };
  await inTransaction(store.db, (tx) =>
    insertRootKey(tx, { ...rootKey, workspaceId, hash: rootKeyHash, nowMs: NOW_MS }),
  );
  const caches = createCaches({ db: store.db, isCurrent: () => true, keysMax: 100 });
  await caches.keys.get(keyCacheKey(key));
  await caches.keys.get(keyCacheKey(other));
  await caches.rootKeys.get(rootKeyHash);
  const remembered = () => rememberedBy(caches, { key, other, rootKeyHash });
  return { api, identity, key, rootKeyHash, caches, remembered };
}

async function rememberedBy(
  caches: Caches,
  { key, other, rootKeyHash }: { key: KeyIds; other: KeyIds; rootKeyHash: string },
): Promise<string[]> {
  const answers = {
    key: caches.keys.get(keyCacheKey(key)),
    other: caches.keys.get(keyCacheKey(other)),
    rootKey: caches.rootKeys.get(rootKeyHash),
  };
  for (const answer of Object.values(answers)) await answer;
  return Object.entries(answers)
    .filter(([, answer]) => !(answer instanceof Promise))
    .map(([name]) => name);
}

type Scene = Awaited<ReturnType<typeof startScene>>;

describe('keys with much meta', () => {
  it('are all answered, but together take no more memory than KEY_CACHE_MAX ordinary keys', async () => {
    const api = await store.newApi();
    const caches = createCaches({ db: store.db, isCurrent: () => true, keysMax: 100 });
    const meta = { text: 'x'.repeat(30_000) };
    for (let count = 0; count < 5; count++) {
      const key = await store.newKey(api, { meta: JSON.stringify(meta) });
      const found = await caches.keys.get(keyCacheKey(key));
      expect(JSON.parse(found?.meta ?? '')).toEqual(meta);
    }
    expect(caches.keys.stats).toMatchObject({ size: 2, evictions: 3 });
  });

  it('never take more than half of the heap, whatever KEY_CACHE_MAX says', () => {
    expect(keyBytesMax(1000, 2 ** 30)).toBe(1_536_000);
    expect(keyBytesMax(10_000_000, 2 ** 30)).toBe(2 ** 29);
  });

  it('larger than the whole cache, with that of their identity, are answered but not stored', async () => {
    const api = await store.newApi();
    const meta = JSON.stringify({ text: 'x'.repeat(60_000) });
    const identity = await inTransaction(store.db, (tx) =>
      ensureIdentity(tx, { workspaceId: api.workspaceId, externalId: 'large', nowMs: NOW_MS }),
    );
    await store.db.updateTable('identities').set({ meta }).where('id', '=', identity.id).execute();
    const key = await store.newKey(api, { identity_id: identity.id, meta });
    const caches = createCaches({ db: store.db, isCurrent: () => true, keysMax: 100 });
    expect((await caches.keys.get(keyCacheKey(key)))?.identity?.meta).toBe(meta);
    expect(caches.keys.stats.size).toBe(0);
  });
});

describe('a change of', () => {
  it.each<[string, (scene: Scene) => Change, string[]]>([
    [
      'a key',
      ({ key }) => ({ kind: 'key', workspaceId: key.workspaceId, hash: key.hash }),
      ['other', 'rootKey'],
    ],
    ['a root key', (scene) => ({ kind: 'rootKey', hash: scene.rootKeyHash }), ['key', 'other']],
    [
      'an identity',
      ({ identity }) => ({ kind: 'identity', id: identity.id }),
      ['other', 'rootKey'],
    ],
    ['an API', ({ api }) => ({ kind: 'api', id: api.apiId }), ['rootKey']],
    ['a workspace', ({ api }) => ({ kind: 'workspace', id: api.workspaceId }), []],
    ['another workspace', () => ({ kind: 'workspace', id: 'ws_1' }), ['key', 'other', 'rootKey']],
    ['another identity', () => ({ kind: 'identity', id: 'id_1' }), ['key', 'other', 'rootKey']],
  ])(
    '%s is forgotten with everything that it may concern, and nothing else',
    async (_, change, left) => {
      const scene = await startScene();
      expect(await scene.remembered()).toEqual(['key', 'other', 'rootKey']);
      scene.caches.apply(change(scene));
      expect(await scene.remembered()).toEqual(left);
    },
  );

  it('something unknown empties all caches', async () => {
    const { caches, remembered } = await startScene();
    caches.dropAll();
    expect(await remembered()).toEqual([]);
  });
});
