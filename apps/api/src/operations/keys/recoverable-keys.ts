import { keyDecrypted } from '../../domain/audit/keys.js';
import { Problem } from '../../domain/problems.js';
import type { KeyVault } from '../../engine/vault/key-vault.js';
import type { Api } from '../../store/apis/apis.js';
import { findEncryptedKeys } from '../../store/encryption/encrypted-keys.js';
import { type ChangeDeps, type ChangeOrigin, commitChange } from '../change/commit-change.js';

export function requireKeyVault({
  keyVault,
}: {
  readonly keyVault: KeyVault | undefined;
}): KeyVault {
  if (keyVault !== undefined) return keyVault;
  throw new Problem(
    'unkey/application/precondition_failed',
    'Recoverable keys need encryption, which this installation has not set up: its operator has to set MASTER_KEYS.',
  );
}

export function requireRecoverableKeys({ id, storesRecoverableKeys }: Api): void {
  if (storesRecoverableKeys) return;
  throw new Problem(
    'unkey/application/precondition_failed',
    `The API ${id} does not store recoverable keys. Switch storesRecoverableKeys on with apis.updateApi.`,
  );
}

/**
 * The plaintext of those keys that are recoverable, by key id. The audit events are stored before
 * the caller gets the plaintext: without them there is no answer.
 */
export async function revealKeys(
  deps: ChangeDeps,
  call: ChangeOrigin,
  { vault, api, keyIds }: { vault: KeyVault; api: Api; keyIds: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const { workspaceId } = call.caller;
  const plaintexts = vault.decrypt(await findEncryptedKeys(deps.db, { workspaceId, keyIds }));
  if (plaintexts.size === 0) return plaintexts;
  await commitChange(deps, call, async (_tx, record) => {
    for (const keyId of plaintexts.keys()) {
      record.audit(keyDecrypted(keyId, api));
    }
  });
  return plaintexts;
}
