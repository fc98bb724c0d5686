import { randomBytes } from 'node:crypto';
import { keyRerolled } from '../../../domain/audit/keys.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import type { Caller } from '../../../domain/caller/caller.js';
import { formatKey } from '../../../domain/key-format/format-key.js';
import { keyNotFound } from '../../../domain/not-found.js';
import type { KeyVault } from '../../../engine/vault/key-vault.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockKeyState } from '../../../operations/keys/lock-key-state.js';
import {
  requireKeyVault,
  requireRecoverableKeys,
} from '../../../operations/keys/recoverable-keys.js';
import { type Api, lockLiveApi } from '../../../store/apis/apis.js';
import type { Tx } from '../../../store/database/database.js';
import { insertEncryptedKey, isRecoverable } from '../../../store/encryption/encrypted-keys.js';
import { type KeyWithState, writeKeyState } from '../../../store/keys/key-state.js';
import { insertKey } from '../../../store/keys/keys.js';
import {
  connectPermissionsToKey,
  holdPermissionsOfKey,
} from '../../../store/permissions/permission-links.js';
import { connectRolesToKey, holdRolesOfKey } from '../../../store/permissions/roles.js';
import { listRateLimits, replaceRateLimits } from '../../../store/rate-limits/rate-limits.js';
import { implementRpc, type RpcDeps } from '../../define-rpc.js';
import { planExpiry, planKeyShape } from './plan.js';
import { definition } from './schema.js';

/**
 * The old key is locked from before its balance is read until the end. So a spend that runs at the
 * same time counts either before, and then the new key has that much less, or after, and then the
 * old key pays for it from the balance that it keeps through the grace period.
 */
export const rerollKey = implementRpc(definition, (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const requirement = requirements.createKey;
  return commitChange(deps, call, async (tx, record) => {
    await holdLinks(tx, { workspaceId, keyId: body.keyId });
    const { key: old, nowMs } = await lockKeyState(tx, deps, {
      caller,
      keyId: body.keyId,
      requirement,
    });
    const api = await lockLiveApi(tx, { workspaceId, apiId: old.apiId });
    // Its API has been deleted since the key was locked.
    if (api === undefined) throw keyNotFound();
    const vault = await admitRecovery(tx, deps, { caller, old, api });
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
    record.changed({ kind: 'key', hash: old.hash });
    return { keyId, key: secret.key };
  });
});

/** A recoverable key becomes a recoverable one; to make that one takes the same as to create it. */
async function admitRecovery(
  tx: Tx,
  deps: RpcDeps,
  { caller, old, api }: { caller: Caller; old: KeyWithState; api: Api },
): Promise<KeyVault | undefined> {
  if (!(await isRecoverable(tx, old))) return undefined;
  authorize(caller, requirements.encryptKey(old));
  const vault = requireKeyVault(deps);
  requireRecoverableKeys(api);
  return vault;
}

/** Before the key is locked, so that its spends do not wait for the deletion of a permission. */
async function holdLinks(tx: Tx, key: { workspaceId: string; keyId: string }): Promise<void> {
  await holdPermissionsOfKey(tx, key);
  await holdRolesOfKey(tx, key);
}

/** What is stored beside the key: its limits, permissions and roles. */
async function copyBelongings(
  tx: Tx,
  copy: { workspaceId: string; oldId: string; newId: string; nowMs: number },
): Promise<void> {
  const { workspaceId } = copy;
  const from = { workspaceId, keyId: copy.oldId };
  const to = { workspaceId, keyId: copy.newId };
  await replaceRateLimits(tx, to, await listRateLimits(tx, from), copy.nowMs);
  const permissions = await holdPermissionsOfKey(tx, from);
  await connectPermissionsToKey(tx, { ...to, permissionIds: permissions.map(({ id }) => id) });
  const roles = await holdRolesOfKey(tx, from);
  await connectRolesToKey(tx, { ...to, roleIds: roles.map(({ id }) => id) });
}
