import type { Caller } from '../../domain/caller/caller.js';
import { parsePrefixedApiKey } from '../../domain/key-format/prefixed-api-key.js';
import { invalidInput } from '../../domain/problems.js';
import type { KeySnapshot } from '../../domain/verification/key-snapshot.js';
import { keyCacheKey, keyMigrationKey } from '../../engine/caches/caches.js';
import type { ImportedKeys, PresentedKey } from '../../engine/verifier/ports.js';
import type { MayVerify } from '../../engine/verifier/verifier.js';
import { sha256Base64, sha256Hex } from '../../lib/crypto/sha256.js';
import { type KeyMigrationReference, rehashImportedKey } from '../../store/keys/key-migrations.js';
import { type ChangeDeps, commitChange } from '../change/commit-change.js';

interface ImportedKeysDeps extends ChangeDeps {
  readonly mayVerify: MayVerify;
}

export function createImportedKeys(deps: ImportedKeysDeps): ImportedKeys {
  return { find: (presented) => findImportedKey(deps, presented) };
}

/**
 * For a key that was not found by its own hash. It may have been imported by the hash of its long
 * token. Then it now gets its own hash, by which every process finds it from then on. Of all that a
 * caller can see of the key, only `start` changes, so there is no audit event.
 *
 * A client can invent keys. So until a key is found, every answer comes from the caches: they
 * remember what does not exist. What they do not know yet shares the few statements of the checks.
 */
async function findImportedKey(
  deps: ImportedKeysDeps,
  { caller, key, migrationId }: PresentedKey,
): Promise<KeySnapshot | null> {
  const { workspaceId } = caller;
  const parsed = parsePrefixedApiKey(key);
  if (!(await isOfThisFormat(deps, { workspaceId, migrationId }))) return null;
  if (parsed === undefined) throw malformedKey();
  const hashes = { importedHash: sha256Hex(parsed.longToken), hash: sha256Base64(key) };
  const known = deps.caches.keys.get(keyCacheKey({ workspaceId, hash: hashes.importedHash }));
  if (known === null) return null;
  const snapshot = await known;
  // Another process may have been faster. Then this one has read the key's own hash too early, and
  // the notification of the change may not have arrived yet.
  if (snapshot === null)
    return deps.caches.keys.getAnew(keyCacheKey({ workspaceId, hash: hashes.hash }));
  const isForCaller = deps.mayVerify(caller, snapshot);
  if (isForCaller && snapshot.pendingImport?.migrationId === migrationId) {
    await storeOwnHash(deps, caller, snapshot.pendingImport, { ...hashes, ...parsed });
  }
  // A key of another migration is verified as it is, and so is one whose own hash is taken.
  return snapshot;
}

/** Once for each cache fill. Other requests need not wait: the key is valid without this hash. */
async function storeOwnHash(
  deps: ChangeDeps,
  caller: Caller,
  pendingImport: NonNullable<KeySnapshot['pendingImport']>,
  key: {
    readonly importedHash: string;
    readonly hash: string;
    readonly start: string;
    readonly prefix: string;
  },
): Promise<void> {
  if (pendingImport.isAttempted) return;
  pendingImport.isAttempted = true;
  const { workspaceId } = caller;
  const { migrationId } = pendingImport;
  const prefix = key.prefix === '' ? null : key.prefix;
  const nowMs = deps.clock.nowMs();
  try {
    // Not the answer to the request, so no Idempotency-Key belongs to it.
    const origin = { caller, ip: null, userAgent: null, requestId: null, idempotency: null };
    await commitChange(deps, origin, async (tx, record) => {
      const named = { ...key, workspaceId, migrationId, prefix, nowMs };
      if (!(await rehashImportedKey(tx, named))) return;
      record.changed({ kind: 'key', workspaceId, hash: key.hash });
      record.changed({ kind: 'key', workspaceId, hash: key.importedHash });
    });
  } catch (error) {
    pendingImport.isAttempted = false;
    throw error;
  }
}

async function isOfThisFormat(
  { caches }: ChangeDeps,
  migration: KeyMigrationReference,
): Promise<boolean> {
  const found = await caches.keyMigrations.get(keyMigrationKey(migration));
  return found?.algorithm === 'github.com/seamapi/prefixed-api-key';
}

/**
 * A 400 for the body, and not the 401 of a malformed credential, which would blame the root key of
 * the caller.
 */
function malformedKey() {
  return invalidInput(
    'body.key',
    'must have the form <prefix>_<short token>_<long token>, as all keys of this migration',
    'Leave out migrationId for keys of another form.',
  );
}
