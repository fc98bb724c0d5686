import { randomBytes } from 'node:crypto';
import { createKey as definition } from '@unlatch/contract/operations/keys/createKey';
import { keyCreated } from '../../../domain/audit/keys.js';
import type { Caller } from '../../../domain/caller/caller.js';
import { formatKey } from '../../../domain/key-format/format-key.js';
import { apiNotFound } from '../../../domain/not-found.js';
import type { KeyVault } from '../../../engine/vault/key-vault.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import {
  requireKeyVault,
  requireRecoverableKeys,
} from '../../../operations/keys/recoverable-keys.js';
import { connectNewKey } from '../../../operations/links/connect-new-keys.js';
import { type Api, findLiveApi, lockLiveApi } from '../../../store/apis/apis.js';
import { insertEncryptedKey } from '../../../store/encryption/encrypted-keys.js';
import { ensureIdentity } from '../../../store/identities/identities.js';
import { insertKey } from '../../../store/keys/keys.js';
import { replaceRateLimits } from '../../../store/rate-limits/rate-limits.js';
import { implement } from '../../implement.js';
import type { AskedRight, KeySpaceIds } from '../../rights.js';
import type { RpcDeps } from '../../rpc.js';
import { admitGiving } from '../../shared/strict-rights.js';
import { planNewKey } from './plan.js';

export const createKey = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const api = await findUsableApi(deps, caller, { apiId: body.apiId, right: rights });
  const admission = admitGiving(caller, rights.also, {
    permissions: (body.permissions ?? []).length > 0,
    roles: (body.roles ?? []).length > 0,
  });
  const vault =
    body.recoverable === true
      ? admitRecovery(deps, caller, { api, right: rights.also.recover })
      : undefined;
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
        : await ensureIdentity(tx, { workspaceId, externalId: plan.externalId, nowMs, admission });
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
      // The API may have changed since the key was encrypted.
      requireRecoverableKeys(lockedApi);
      await insertEncryptedKey(tx, { ...encrypted, workspaceId, keyId, nowMs });
    }
    await replaceRateLimits(tx, { workspaceId, keyId }, plan.rateLimits, nowMs);
    await connectNewKey(tx, record, { ...plan, workspaceId, keyId, nowMs, admission });
    record.audit(keyCreated(keyId, api));
    return { keyId, key: secret.key };
  });
});

/** A missing API and an API to which the caller may not add keys give the same answer. */
async function findUsableApi(
  deps: RpcDeps,
  caller: Caller,
  { apiId, right }: { apiId: string; right: AskedRight<KeySpaceIds> },
): Promise<Api> {
  const api = await findLiveApi(deps.db, { workspaceId: caller.workspaceId, apiId });
  if (api === undefined) throw apiNotFound();
  if (!right.allows(caller, { apiId, keySpaceId: api.keySpaceId })) throw apiNotFound();
  return api;
}

function admitRecovery(
  deps: RpcDeps,
  caller: Caller,
  { api, right }: { api: Api; right: AskedRight<KeySpaceIds> },
): KeyVault {
  const vault = requireKeyVault(deps);
  const { id: apiId, keySpaceId } = api;
  if (!right.allows(caller, { apiId, keySpaceId })) throw apiNotFound();
  requireRecoverableKeys(api);
  return vault;
}
