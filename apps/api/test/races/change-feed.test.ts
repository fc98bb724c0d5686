import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { type Caches, createCaches, keyCacheKey } from '../../src/engine/caches/caches.js';
import { ChangeFeed } from '../../src/engine/changes/change-feed.js';
import { systemClock } from '../../src/lib/clock/clock.js';
import { listenForChanges } from '../../src/store/changes/change-listener.js';
import { notifyChanges } from '../../src/store/changes/changes.js';
import { inTransaction } from '../../src/store/database/transaction.js';
import { markKeyDeleted } from '../../src/store/keys/keys.js';
import { type KeyIds, NOW_MS, type Store, startStore } from '../store.js';

let store: Store;
beforeEach(async () => {
  store = await startStore();
});
afterEach(() => store.stop());

/** The caches of a process, fed by the real server. Reconnecting waits for `reconnect`. */
async function startCaches() {
  const lost = createSignal();
  const changed = createSignal();
  const live = [createSignal(), createSignal()];
  const permission = createSignal();
  let attempts = 0;
  let gaps = 0;
  const caches: Caches = createCaches({
    db: store.db,
    isCurrent: () => feed.isCurrent(),
    keysMax: 100,
  });
  const feed = new ChangeFeed({
    async connect(events) {
      attempts += 1;
      if (attempts > 1) await permission.given;
      return listenForChanges({ connectionString: store.url }, events);
    },
    onChange(change) {
      caches.apply(change);
      changed.give();
    },
    onGap() {
      caches.dropAll();
      live[gaps]?.give();
      gaps += 1;
    },
    onLost: lost.give,
    onTime: () => undefined,
    maxStalenessMs: 60_000,
    clock: systemClock,
  });
  await feed.start();
  onTestFinished(() => feed.stop());
  const reconnect = async () => {
    permission.give();
    await live[1]?.given;
  };
  return { caches, feed, lost: lost.given, changed: changed.given, reconnect };
}

async function deleteKey(key: KeyIds): Promise<void> {
  await inTransaction(store.db, async (tx) => {
    await markKeyDeleted(tx, { ...key, nowMs: NOW_MS });
    await notifyChanges(tx, [{ kind: 'key', workspaceId: key.workspaceId, hash: key.hash }]);
  });
}

async function endListeningSession(): Promise<void> {
  const { rows } = await sql<{ ended: boolean }>`
    select pg_terminate_backend(pid, 5000) as ended from pg_stat_activity
    where datname = current_database() and query like '%unlatch_echo_%'
    and pid <> pg_backend_pid()`.execute(store.db);
  expect(rows).toEqual([{ ended: true }]);
}

it('a key that another process deletes is dropped as soon as the server has notified', async () => {
  const { caches, changed } = await startCaches();
  const key = await store.newKey(await store.newApi());
  expect(await caches.keys.get(keyCacheKey(key))).toMatchObject({ keyId: key.keyId });
  await deleteKey(key);
  await changed;
  expect(await caches.keys.get(keyCacheKey(key))).toBeNull();
});

it('a key that is deleted while the feed is cut off is dropped when the feed is back', async () => {
  const { caches, feed, lost, reconnect } = await startCaches();
  const key = await store.newKey(await store.newApi());
  await caches.keys.get(keyCacheKey(key));
  await endListeningSession();
  await lost;
  await deleteKey(key);
  expect(caches.keys.get(keyCacheKey(key))).toMatchObject({ keyId: key.keyId });
  await reconnect();
  expect(await caches.keys.get(keyCacheKey(key))).toBeNull();
  expect(feed.isCurrent()).toBe(true);
});

it('a key that is deleted after the feed is back is dropped as soon as the feed is notified', async () => {
  const { caches, changed, lost, reconnect } = await startCaches();
  const key = await store.newKey(await store.newApi());
  await endListeningSession();
  await lost;
  await reconnect();
  await caches.keys.get(keyCacheKey(key));
  await deleteKey(key);
  await changed;
  expect(await caches.keys.get(keyCacheKey(key))).toBeNull();
});

function createSignal() {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
