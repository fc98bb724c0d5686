import type { KeyObject } from 'node:crypto';
import type { Db } from '../../store/database/database.js';
import {
  type EncryptedKey,
  findDataKey,
  insertDataKeyIfMissing,
} from '../../store/encryption/encrypted-keys.js';
import { type KeyPlace, makeDataKey, openKey, sealKey, unwrapDataKey } from './envelope.js';
import type { MasterKeys } from './master-keys.js';

interface KeyVaultOptions {
  readonly masterKeys: MasterKeys;
  /** A stored copy does not open. It is damaged or moved, or its master key is not configured. */
  readonly onUnreadable: (key: KeyPlace, reason: unknown) => void;
}

/**
 * Encrypts recoverable keys, and opens them again.
 *
 * It remembers the master keys and nothing else. A data key comes with the row that needs it, and
 * is unwrapped for one call, which takes microseconds. So no data key in memory can be outdated
 * after a rotation or a restored backup, and a memory dump shows none.
 */
export class KeyVault {
  readonly #options: KeyVaultOptions;

  constructor(options: KeyVaultOptions) {
    this.#options = options;
  }

  async encrypt(
    db: Db,
    { key, nowMs, ...place }: KeyPlace & { readonly key: string; readonly nowMs: number },
  ): Promise<{ readonly dataKeyId: string; readonly ciphertext: Buffer }> {
    const { masterKeys } = this.#options;
    // A data key has the id of the master key that was first when it was made. So each new master
    // key gives a workspace a new data key: a holder of the old ones can read nothing newer.
    const dataKeyPlace = { workspaceId: place.workspaceId, dataKeyId: masterKeys.first.id };
    let dataKey = await findDataKey(db, dataKeyPlace);
    if (dataKey === undefined) {
      const made = makeDataKey(masterKeys, dataKeyPlace);
      await insertDataKeyIfMissing(db, { ...dataKeyPlace, ...made, nowMs });
      // It may not be the data key made here: another process may have been faster.
      dataKey = await findDataKey(db, dataKeyPlace);
    }
    if (dataKey === undefined) throw new Error('a data key was there and is gone');
    const ciphertext = sealKey(unwrapDataKey(masterKeys, dataKey), place, key);
    return { dataKeyId: dataKey.dataKeyId, ciphertext };
  }

  /** By key id. A key that does not open is reported and left out. */
  decrypt(keys: readonly EncryptedKey[]): ReadonlyMap<string, string> {
    const dataKeys = new Map<string, KeyObject>();
    const dataKeyOf = (key: EncryptedKey) => {
      const known = dataKeys.get(key.dataKeyId);
      if (known !== undefined) return known;
      const dataKey = unwrapDataKey(this.#options.masterKeys, key);
      dataKeys.set(key.dataKeyId, dataKey);
      return dataKey;
    };
    const opened = new Map<string, string>();
    for (const key of keys) {
      try {
        opened.set(key.keyId, openKey(dataKeyOf(key), key, key.ciphertext));
      } catch (error) {
        const { workspaceId, keyId } = key;
        this.#options.onUnreadable({ workspaceId, keyId }, error);
      }
    }
    return opened;
  }
}
