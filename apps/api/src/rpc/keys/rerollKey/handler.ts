import { randomBytes } from 'node:crypto';
import { rerollKey as definition } from '@unlatch/contract/operations/keys/rerollKey';
import { keyRerolled } from '../../../domain/audit/keys.js';
import type { Caller } from '../../../domain/caller/caller.js';
import { refuseExpired } from '../../../domain/expiry.js';
import { formatKey } from '../../../domain/key-format/format-key.js';
import { keyNotFound } from '../../../domain/not-found.js';
import type { KeyVault } from '../../../engine/vault/key-vault.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { type KeyIds, lockKeyState } from '../../../operations/keys/lock-key-state.js';
import {
  requireKeyVault,
  requireRecoverableKeys,
} from '../../../operations/keys/recoverable-keys.js';
import {
  ALL_THAT_IT_HAS,
  copyKeyLinks,
  lockLinkedShared,
} from '../../../operations/links/change-key.js';
import { type Api, lockLiveApi } from '../../../store/apis/apis.js';
import type { Tx } from '../../../store/database/database.js';
import { insertEncryptedKey, isRecoverable } from '../../../store/encryption/encrypted-keys.js';
import { type KeyWithState, writeKeyState } from '../../../store/keys/key-state.js';
import { insertKey } from '../../../store/keys/keys.js';
import { listRateLimits, replaceRateLimits } from '../../../store/rate-limits/rate-limits.js';
import { implement } from '../../implement.js';
import type { AskedRight, KeySpaceIds } from '../../rights.js';
import type { RpcDeps } from '../../rpc.js';
import { planExpiry, planKeyShape } from './plan.js';

/**
 * The old key is locked from before its balance is read until the end. So a spend that runs at the
 * same time counts either before or after. If before, the new key has that much less. If after, the
 * old key pays for it from the balance that it keeps through the grace period.
 */
export const rerollKey = implement(definition, (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const authorize = (key: KeyIds) => rights.require(caller, key);
  return commitChange(deps, call, async (tx, record) => {
    await lockLinkedShared(tx, { workspaceId, keyId: body.keyId }, ALL_THAT_IT_HAS);
    const { key: old, nowMs } = await lockKeyState(tx, deps, {
      workspaceId,
      keyId: body.keyId,
      authorize,
    });
    refuseExpired(old.expiresAtMs, nowMs, 'body.keyId');
    const api = await lockLiveApi(tx, { workspaceId, apiId: old.apiId });
    // The API was deleted after the key was locked.
    if (api === undefined) throw keyNotFound();
    const vault = await admitRecovery(tx, deps, { caller, old, api, right: rights.also.recover });
    const shape = planKeyShape(old, api);
    const secret = formatKey({ prefix: shape.prefix, secretBytes: randomBytes(shape.byteLength) });
    const keyId = newId('key', nowMs);
    const hash = sha256Base64(secret.key);
    await insertKey(tx, { ...old, ...shape, id: keyId, hash, start: secret.start, nowMs });
    if (vault !== undefined) {
      const encrypted = await vault.encrypt(tx, { workspaceId, keyId, key: secret.key, nowMs });
      await insertEncryptedKey(tx, { ...encrypted, workspaceId, keyId, nowMs });
    }
    await copyBelongings(tx, { workspaceId, oldId: old.keyId, newId: keyId, nowMs });
    const expiresAtMs = planExpiry(old.expiresAtMs, { graceMs: body.expiration, nowMs });
    await writeKeyState(tx, { ...old, expiresAtMs, nowMs });
    record.audit(keyRerolled(old, { keyId, api }));
    record.changed({ kind: 'key', workspaceId, hash: old.hash });
    return { keyId, key: secret.key };
  });
});

/** A recoverable key gets a recoverable successor, which needs the same right as creating one. */
async function admitRecovery(
  tx: Tx,
  deps: RpcDeps,
  {
    caller,
    old,
    api,
    right,
  }: { caller: Caller; old: KeyWithState; api: Api; right: AskedRight<KeySpaceIds> },
): Promise<KeyVault | undefined> {
  if (!(await isRecoverable(tx, old))) return undefined;
  right.require(caller, old);
  const vault = requireKeyVault(deps);
  requireRecoverableKeys(api);
  return vault;
}

/** Copies what is stored beside the key: its limits, permissions and roles. */
async function copyBelongings(
  tx: Tx,
  copy: { workspaceId: string; oldId: string; newId: string; nowMs: number },
): Promise<void> {
  const { workspaceId } = copy;
  const from = { workspaceId, keyId: copy.oldId };
  const to = { workspaceId, keyId: copy.newId };
  await replaceRateLimits(tx, to, await listRateLimits(tx, from), copy.nowMs);
  await copyKeyLinks(tx, copy);
}
