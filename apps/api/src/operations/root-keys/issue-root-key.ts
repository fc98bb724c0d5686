import { randomBytes } from 'node:crypto';
import { endOf, formatKey, KEY_BYTE_LENGTH_DEFAULT } from '../../domain/key-format/format-key.js';
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
): Promise<{ keyId: string; key: string }> {
  const keyId = newId('root', nowMs);
  const { key, start, end } = makeRootKey();
  const hash = sha256Base64(key);
  await insertRootKey(tx, { ...rootKey, id: keyId, hash, start, end, nowMs });
  return { keyId, key };
}

/** A secret, and the parts of it that are stored in the clear. */
export interface FormattedRootKey {
  readonly key: string;
  readonly start: string;
  readonly end: string;
}

export function makeRootKey(): FormattedRootKey {
  const secretBytes = randomBytes(KEY_BYTE_LENGTH_DEFAULT);
  const formatted = formatKey({ prefix: 'unkey', secretBytes });
  return { ...formatted, end: endOf(formatted.key) };
}
