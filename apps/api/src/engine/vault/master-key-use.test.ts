import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { masterKeysOf, newMasterKey } from '../../../test/master-key.js';
import { NOW_MS, type Store, startStore } from '../../../test/store.js';
import type { Db, Tx } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import { findEncryptedKeys, insertEncryptedKey } from '../../store/encryption/encrypted-keys.js';
import {
  lockForeignDataKeys,
  storeWrappedDataKeys,
} from '../../store/encryption/master-key-rotation.js';
import { rewrapDataKey } from './envelope.js';
import { KeyVault } from './key-vault.js';
import { checkMasterKeys, rotateDataKeys } from './master-key-use.js';
import type { MasterKeys } from './master-keys.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

const [OLD, NEW] = [newMasterKey('old'), newMasterKey('new')];

/** A store with nothing in it, because a rotation covers all workspaces. */
async function emptyStore(): Promise<Store> {
  await store.db.deleteFrom('encrypted_keys').execute();
  await store.db.deleteFrom('data_keys').execute();
  return store;
}

function openVault(masterKeys: MasterKeys) {
  const unreadable: string[] = [];
  const onUnreadable = ({ keyId }: { keyId: string }) => void unreadable.push(keyId);
  return { vault: new KeyVault({ masterKeys, onUnreadable }), unreadable };
}

/** A recoverable key of a workspace of its own. */
async function seedKey(db: Db, masterKeys: MasterKeys, key: string) {
  const { workspaceId, keyId } = await store.newKey(await store.newApi());
  const place = { workspaceId, keyId, nowMs: NOW_MS };
  const encrypted = await openVault(masterKeys).vault.encrypt(db, { ...place, key });
  await inTransaction(db, (tx) => insertEncryptedKey(tx, { ...place, ...encrypted }));
  return { workspaceId, keyId };
}

async function show(masterKeys: MasterKeys, key: { workspaceId: string; keyId: string }) {
  const { workspaceId, keyId } = key;
  const { vault } = openVault(masterKeys);
  return vault
    .decrypt(await findEncryptedKeys(store.db, { workspaceId, keyIds: [keyId] }))
    .get(keyId);
}

describe('a rotation', () => {
  it('makes every key readable with the new master key alone, batch by batch', async () => {
    const { db } = await emptyStore();
    const keys = [];
    for (const text of ['a', 'b', 'c', 'd', 'e']) {
      keys.push(await seedKey(db, masterKeysOf(OLD), `prod_${text}`));
    }
    const newer = await seedKey(db, masterKeysOf(NEW, OLD), 'prod_f');
    const both = masterKeysOf(NEW, OLD);
    expect(await rotateDataKeys(db, both, { batchMax: 2 })).toEqual({
      rewrapped: 5,
      unreadable: [],
    });
    const shown = [];
    for (const key of [...keys, newer]) shown.push(await show(masterKeysOf(NEW), key));
    expect(shown).toEqual(['a', 'b', 'c', 'd', 'e', 'f'].map((text) => `prod_${text}`));
    expect(await rotateDataKeys(db, both)).toEqual({ rewrapped: 0, unreadable: [] });
  });

  it('goes on where another was stopped, and two at once do the work of one', async () => {
    const { db } = await emptyStore();
    for (const text of ['a', 'b', 'c', 'd']) await seedKey(db, masterKeysOf(OLD), text);
    const both = masterKeysOf(NEW, OLD);
    await inTransaction(db, async (tx) => {
      const [next] = await lockForeignDataKeys(tx, {
        masterKeyId: 'new',
        after: undefined,
        max: 1,
      });
      if (next === undefined) throw new Error('a data key was expected');
      await storeWrappedDataKeys(tx, [{ ...next, ...rewrapDataKey(both, next) }]);
    });
    const runs = await Promise.all([
      rotateDataKeys(db, both, { batchMax: 1 }),
      rotateDataKeys(store.open(), both, { batchMax: 1 }),
    ]);
    expect(runs.reduce((sum, run) => sum + run.rewrapped, 0)).toBe(3);
  });

  it('does the rest when a data key is damaged, and names that one', async () => {
    const { db } = await emptyStore();
    const first = await seedKey(db, masterKeysOf(OLD), 'a');
    const second = await seedKey(db, masterKeysOf(OLD), 'b');
    await db
      .updateTable('data_keys')
      .set({ wrapped: Buffer.alloc(60) })
      .where('workspace_id', '=', first.workspaceId)
      .execute();
    const { rewrapped, unreadable } = await rotateDataKeys(db, masterKeysOf(NEW, OLD));
    expect(rewrapped).toBe(1);
    expect(unreadable).toMatchObject([{ workspaceId: first.workspaceId, dataKeyId: 'old' }]);
    expect(await show(masterKeysOf(NEW), second)).toBe('b');
  });
});

describe('a start', () => {
  it('is refused without a master key that is in use, which it names', async () => {
    const { db } = await emptyStore();
    await checkMasterKeys(db, masterKeysOf(NEW));
    await seedKey(db, masterKeysOf(OLD), 'a');
    await expect(checkMasterKeys(db, masterKeysOf(NEW))).rejects.toThrow(
      '"old", which MASTER_KEYS',
    );
    await checkMasterKeys(db, masterKeysOf(NEW, OLD));
  });

  it('is refused with another master key under an id that is in use', async () => {
    const { db } = await emptyStore();
    await seedKey(db, masterKeysOf(OLD), 'a');
    const refused = checkMasterKeys(db, masterKeysOf(newMasterKey('old')));
    await expect(refused).rejects.toThrow('"old" in MASTER_KEYS is not the one');
  });
});

describe('a workspace', () => {
  it('gets one data key from two processes that need the first at once', async () => {
    const { db } = await emptyStore();
    const masterKeys = masterKeysOf(OLD);
    const { workspaceId } = await store.newApi();
    const peers = [db, store.open()];
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, index) => {
        const place = { workspaceId, keyId: `key_${index}`, nowMs: NOW_MS };
        const peer = peers[index % 2] ?? db;
        return openVault(masterKeys).vault.encrypt(peer, { ...place, key: `prod_${index}` });
      }),
    );
    const [dataKey, ...others] = await db.selectFrom('data_keys').selectAll().execute();
    expect(others).toEqual([]);
    if (dataKey === undefined) throw new Error('a data key was expected');
    const shared = { workspaceId, masterKeyId: 'old', wrapped: dataKey.wrapped };
    const { vault } = openVault(masterKeys);
    const rows = made.map((key, index) => ({ ...shared, ...key, keyId: `key_${index}` }));
    expect([...vault.decrypt(rows).values()]).toEqual(rows.map((_, index) => `prod_${index}`));
  });

  it('gets a new data key with a new master key', async () => {
    const { db } = await emptyStore();
    const key = await seedKey(db, masterKeysOf(OLD), 'a');
    const place = { ...key, keyId: 'key_later', nowMs: NOW_MS };
    const made = await openVault(masterKeysOf(NEW, OLD)).vault.encrypt(db, { ...place, key: 'b' });
    expect(made.dataKeyId).toBe('new');
    const dataKeys = await db.selectFrom('data_keys').select('id').orderBy('id').execute();
    expect(dataKeys).toEqual([{ id: 'new' }, { id: 'old' }]);
  });
});

describe('a copy that does not open', () => {
  it.each<[string, (tx: Tx, from: string, to: string) => Promise<unknown>]>([
    [
      'because a bit was changed',
      async (tx, _from, to) => {
        const row = await tx
          .selectFrom('encrypted_keys')
          .selectAll()
          .where('key_id', '=', to)
          .executeTakeFirstOrThrow();
        const ciphertext = Buffer.from(row.ciphertext);
        ciphertext[15] = (ciphertext[15] ?? 0) ^ 1;
        return tx
          .updateTable('encrypted_keys')
          .set({ ciphertext })
          .where('key_id', '=', to)
          .execute();
      },
    ],
    [
      'because it was made for another key of the workspace',
      async (tx, from, to) =>
        tx
          .updateTable('encrypted_keys')
          .set(({ selectFrom }) => ({
            ciphertext: selectFrom('encrypted_keys as source')
              .select('source.ciphertext')
              .where('source.key_id', '=', from)
              .$asScalar()
              .$notNull(),
          }))
          .where('key_id', '=', to)
          .execute(),
    ],
  ])('%s is reported and left out, while the others are shown', async (_, damage) => {
    const { db } = await emptyStore();
    const masterKeys = masterKeysOf(OLD);
    const api = await store.newApi();
    const ids = [];
    for (const text of ['a', 'b']) {
      const { workspaceId, keyId } = await store.newKey(api);
      const place = { workspaceId, keyId, nowMs: NOW_MS };
      const encrypted = await openVault(masterKeys).vault.encrypt(db, { ...place, key: text });
      await inTransaction(db, (tx) => insertEncryptedKey(tx, { ...place, ...encrypted }));
      ids.push(keyId);
    }
    const [good = '', bad = ''] = ids;
    await inTransaction(db, (tx) => damage(tx, good, bad));
    const { vault, unreadable } = openVault(masterKeys);
    const { workspaceId } = api;
    const opened = vault.decrypt(await findEncryptedKeys(db, { workspaceId, keyIds: ids }));
    expect([...opened]).toEqual([[good, 'a']]);
    expect(unreadable).toEqual([bad]);
  });
});
