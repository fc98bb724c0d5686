import { randomBytes } from 'node:crypto';
import { keyCreated } from '../../../domain/audit/keys.js';
import { isAuthorized } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import type { Caller } from '../../../domain/caller/caller.js';
import { formatKey } from '../../../domain/key-format/format-key.js';
import { apiNotFound } from '../../../domain/not-found.js';
import type { KeyVault } from '../../../engine/vault/key-vault.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { connectNewKey } from '../../../operations/key-links/connect-new-key.js';
import {
  requireKeyVault,
  requireRecoverableKeys,
} from '../../../operations/keys/recoverable-keys.js';
import { type Api, findLiveApi, lockLiveApi } from '../../../store/apis/apis.js';
import { insertEncryptedKey } from '../../../store/encryption/encrypted-keys.js';
import { ensureIdentity } from '../../../store/identities/identities.js';
import { insertKey } from '../../../store/keys/keys.js';
import { replaceRateLimits } from '../../../store/rate-limits/rate-limits.js';
import { implementRpc, type RpcDeps } from '../../define-rpc.js';
import { planNewKey } from './plan.js';
import { definition } from './schema.js';

export const createKey = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const api = await findUsableApi(deps, caller, body.apiId);
  const vault = body.recoverable === true ? admitRecovery(deps, caller, api) : undefined;
  const nowMs = deps.clock.nowMs();
  const plan = planNewKey(body, api, nowMs);
  const keyId = newId('key', nowMs);
  const secret = formatKey({ prefix: plan.prefix, secretBytes: randomBytes(plan.byteLength) });
  const encrypted = await vault?.encrypt(deps.db, { workspaceId, keyId, key: secret.key, nowMs });
  return commitChange(deps, call, async (tx, record) => {
    const lockedApi = await lockLiveApi(tx, { workspaceId, apiId: api.id });
    if (lockedApi === undefined) throw apiNotFound();
    const identity =
      plan.externalId === undefined
        ? null
        : await ensureIdentity(tx, { workspaceId, externalId: plan.externalId, nowMs });
    await insertKey(tx, {
      ...plan,
      workspaceId,
      apiId: api.id,
      id: keyId,
      hash: sha256Base64(secret.key),
      start: secret.start,
      identityId: identity?.id ?? null,
      nowMs,
    });
    if (encrypted !== undefined) {
      // The API may have been changed since the key was encrypted.
      requireRecoverableKeys(lockedApi);
      await insertEncryptedKey(tx, { ...encrypted, workspaceId, keyId, nowMs });
    }
    await replaceRateLimits(tx, { workspaceId, keyId }, plan.rateLimits, nowMs);
    await connectNewKey(tx, record, { ...plan, workspaceId, keyId, nowMs });
    record.audit(keyCreated(keyId, api));
    return { keyId, key: secret.key };
  });
});

/** Whether the API is missing or the caller may not add keys to it is not told apart. */
async function findUsableApi(deps: RpcDeps, caller: Caller, apiId: string): Promise<Api> {
  const { workspaceId } = caller;
  const api = await findLiveApi(deps.db, { workspaceId, apiId });
  if (api === undefined) throw apiNotFound();
  const { keySpaceId } = api;
  if (!isAuthorized(caller, requirements.createKey({ workspaceId, apiId, keySpaceId }))) {
    throw apiNotFound();
  }
  return api;
}

function admitRecovery(deps: RpcDeps, caller: Caller, api: Api): KeyVault {
  const vault = requireKeyVault(deps);
  const scope = { workspaceId: caller.workspaceId, apiId: api.id, keySpaceId: api.keySpaceId };
  if (!isAuthorized(caller, requirements.encryptKey(scope))) throw apiNotFound();
  requireRecoverableKeys(api);
  return vault;
}
