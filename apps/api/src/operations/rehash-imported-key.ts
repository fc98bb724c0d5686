import type { Grants } from '../domain/authorization/grants.js';
import { mayVerifyKey } from '../domain/authorization/requirements.js';
import { parsePrefixedApiKey } from '../domain/key-format/prefixed-api-key.js';
import { invalidInput } from '../domain/problems.js';
import { sha256Base64, sha256Hex } from '../lib/sha256.js';
import { findKeyMigration, rehashImportedKey as storeHash } from '../store/key-migrations.js';
import { type ChangeDeps, type ChangeOrigin, commitChange } from './commit-change.js';

interface Origin extends ChangeOrigin {
  readonly caller: ChangeOrigin['caller'] & { readonly grants: Grants };
}

/**
 * For a key that was not found by its own hash. If it was imported by the hash of its long token,
 * it gets its own hash now, by which every process finds it from now on. Nothing that anybody can
 * see of the key changes but its start, so there is no audit event.
 *
 * Returns the hash to look the key up by, or `undefined` if there can be no such key. A key that is
 * remembered not to exist by either hash costs no query, with a migration as without.
 */
export async function rehashImportedKey(
  deps: ChangeDeps,
  origin: Origin,
  { key, migrationId }: { readonly key: string; readonly migrationId: string },
): Promise<string | undefined> {
  const { workspaceId, grants } = origin.caller;
  const parsed = parsePrefixedApiKey(key);
  if (parsed === undefined) {
    if (await isOfThisFormat(deps, { workspaceId, migrationId })) throw malformedKey();
    return undefined;
  }
  const hashes = { importedHash: sha256Hex(parsed.longToken), hash: sha256Base64(key) };
  const known = deps.caches.keys.get(hashes.importedHash);
  if (known === null) return undefined;
  const snapshot = await known;
  if (snapshot !== null) {
    const isForCaller = snapshot.workspaceId === workspaceId && mayVerifyKey(grants, snapshot);
    if (!isForCaller) return undefined;
    if (!(await isOfThisFormat(deps, { workspaceId, migrationId }))) return undefined;
    await storeOwnHash(deps, origin, { ...hashes, ...parsed, migrationId });
  }
  // Another process may have been faster, so that what this one remembers of the key's own hash is
  // of the time before. Word of that is on its way, but has perhaps not arrived.
  deps.caches.keys.drop(hashes.hash);
  const found = await deps.caches.keys.get(hashes.hash);
  // A key of another migration is verified as it is, and so is one whose own hash is taken.
  return found === null ? hashes.importedHash : hashes.hash;
}

async function storeOwnHash(
  deps: ChangeDeps,
  origin: Origin,
  key: {
    readonly migrationId: string;
    readonly importedHash: string;
    readonly hash: string;
    readonly start: string;
    readonly prefix: string;
  },
): Promise<void> {
  const { workspaceId } = origin.caller;
  const prefix = key.prefix === '' ? null : key.prefix;
  const nowMs = deps.clock.nowMs();
  // Not the answer to the request, which may be repeated as often as it likes.
  await commitChange(deps, { ...origin, idempotency: null }, async (tx, record) => {
    const stored = await storeHash(tx, { ...key, workspaceId, prefix, nowMs });
    if (!stored) return;
    record.changed({ kind: 'key', hash: key.hash });
    record.changed({ kind: 'key', hash: key.importedHash });
  });
}

async function isOfThisFormat(
  { db }: ChangeDeps,
  migration: { workspaceId: string; migrationId: string },
): Promise<boolean> {
  const found = await findKeyMigration(db, migration);
  return found?.algorithm === 'github.com/seamapi/prefixed-api-key';
}

/**
 * A 400 for the body, and not the 401 of a malformed credential: that would tell the caller that
 * the root key is at fault.
 */
function malformedKey() {
  return invalidInput(
    'body.key',
    'must have the form <prefix>_<short token>_<long token>, as all keys of this migration',
    'Leave out migrationId for keys of another form.',
  );
}
