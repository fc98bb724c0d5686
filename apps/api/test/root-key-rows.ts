import { sha256Base64 } from '../src/lib/crypto/sha256.js';
import { newId } from '../src/lib/ids.js';
import type { Db } from '../src/store/database/database.js';
import { inTransaction } from '../src/store/database/transaction.js';
import { insertRootKey } from '../src/store/root-keys/root-keys.js';

/** A root key with any permissions, also those that no root key may give. */
export async function addRootKey(
  db: Db,
  given: {
    readonly workspaceId: string;
    readonly permissions: readonly string[];
    readonly nowMs: number;
  },
): Promise<{ id: string; rootKey: string }> {
  const id = newId('root', given.nowMs);
  const rootKey = `unkey_${id}`;
  const shown = { id, start: 'unkey_', end: '', name: 'Test root key' };
  const live = { enabled: true, expiresAtMs: null, hash: sha256Base64(rootKey) };
  await inTransaction(db, (tx) => insertRootKey(tx, { ...given, ...shown, ...live }));
  return { id, rootKey };
}
