import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpRows, masterKeysOf, newMasterKey } from '../../../test/master-key.js';
import { NOW_MS, type Store, startStore } from '../../../test/store.js';
import { checkMasterKeys, rotateDataKeys } from './master-key-use.js';
import { PeopleVault } from './people-vault.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

const SECRET = Buffer.from('the secret of an app');
const sealed = { secret: SECRET, boundTo: 'unlatch/totp/user_1', nowMs: NOW_MS };

function vaultWith(...entries: readonly string[]): PeopleVault {
  const masterKeys = entries.length === 0 ? undefined : masterKeysOf(...entries);
  return new PeopleVault({ masterKeys, onUnreadable: () => undefined });
}

describe('a secret of a person', () => {
  it.each([
    ['with', [newMasterKey('first')]],
    ['without', []],
  ])('opens in its place and in no other, %s master keys', async (_title, entries) => {
    const vault = vaultWith(...entries);
    const stored = await vault.seal(store.db, sealed);
    expect(stored.sealed.includes(SECRET)).toBe(false);
    expect(await vault.open(store.db, stored, sealed.boundTo)).toEqual(SECRET);
    await expect(vault.open(store.db, stored, 'unlatch/totp/user_2')).rejects.toMatchObject({
      code: 'unkey/application/service_unavailable',
    });
  });

  it('opens in every process, of which several may make the key at once', async () => {
    const entry = newMasterKey('shared');
    const vaults = Array.from({ length: 4 }, () => vaultWith(entry));
    const all = await Promise.all(vaults.map((vault) => vault.seal(store.db, sealed)));
    for (const stored of all) {
      expect(await vaultWith(entry).open(store.db, stored, sealed.boundTo)).toEqual(SECRET);
    }
  });

  it('does not open without its master key, and the start says so', async () => {
    const stored = await vaultWith(newMasterKey('lost')).seal(store.db, sealed);
    const other = newMasterKey('other');
    for (const vault of [vaultWith(), vaultWith(other)]) {
      await expect(vault.open(store.db, stored, sealed.boundTo)).rejects.toThrow('cannot read');
    }
    const check = checkMasterKeys(store.db, masterKeysOf(other));
    await expect(check).rejects.toThrow('which MASTER_KEYS lacks');
  });
});

it('after a rotation, secrets open with the new master key alone', async () => {
  const own = await startStore();
  try {
    const [old, next] = [newMasterKey('old'), newMasterKey('next')];
    const stored = await vaultWith(old).seal(own.db, sealed);
    const { rewrapped, unreadable } = await rotateDataKeys(own.db, masterKeysOf(next, old));
    expect([rewrapped, unreadable]).toEqual([1, []]);
    expect(await vaultWith(next).open(own.db, stored, sealed.boundTo)).toEqual(SECRET);
    expect(await dumpRows(own.db)).not.toContain(SECRET.toString('hex'));
  } finally {
    await own.stop();
  }
});
