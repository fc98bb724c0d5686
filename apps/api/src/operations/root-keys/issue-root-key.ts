import { randomBytes } from 'node:crypto';
import {
  type FormattedKey,
  formatKey,
  KEY_BYTE_LENGTH_DEFAULT,
} from '../../domain/key-format/format-key.js';
import { sha256Base64 } from '../../lib/crypto/sha256.js';
import { newId } from '../../lib/ids.js';
import type { Tx } from '../../store/database/database.js';
import { insertRootKey } from '../../store/root-keys/root-keys.js';

interface NewRootKey {
  readonly workspaceId: string;
  readonly name: string | null;
  readonly permissions: readonly string[];
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
}

/** A new root key with a new secret, of which only the hash is stored. */
export async function issueRootKey(
  tx: Tx,
  rootKey: NewRootKey,
  nowMs: number,
): Promise<{ rootKeyId: string; key: string }> {
  const rootKeyId = newId('root', nowMs);
  const { key, start } = makeRootKey();
  const hash = sha256Base64(key);
  await insertRootKey(tx, { ...rootKey, id: rootKeyId, hash, start, nowMs });
  return { rootKeyId, key };
}

export function makeRootKey(): FormattedKey {
  return formatKey({ prefix: 'unkey', secretBytes: randomBytes(KEY_BYTE_LENGTH_DEFAULT) });
}
