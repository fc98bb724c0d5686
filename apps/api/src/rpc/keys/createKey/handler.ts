import { randomBytes } from 'node:crypto';
import * as requirements from '../../../domain/authorization/requirements.js';
import { formatKey } from '../../../domain/key-format/format-key.js';
import { Problem } from '../../../domain/problems.js';
import { newId } from '../../../lib/ids.js';
import { sha256Base64 } from '../../../lib/sha256.js';
import { isAuthorized } from '../../../operations/authorize.js';
import { commitChange } from '../../../operations/commit-change.js';
import { connectNewKey } from '../../../operations/connect-new-key.js';
import { apiNotFound } from '../../../operations/not-found.js';
import { type Api, findLiveApi, lockLiveApi } from '../../../store/apis.js';
import { ensureIdentity } from '../../../store/identities.js';
import { insertKey } from '../../../store/keys.js';
import { type Caller, implementRpc, type RpcDeps } from '../../define-rpc.js';
import { planNewKey } from './plan.js';
import { definition } from './schema.js';

export const createKey = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const api = await findUsableApi(deps, caller, body.apiId);
  if (body.recoverable === true) throw recoveryNotSetUp();
  const nowMs = deps.clock.nowMs();
  const plan = planNewKey(body, api, nowMs);
  const keyId = newId('key', nowMs);
  const secret = formatKey({ prefix: plan.prefix, secretBytes: randomBytes(plan.byteLength) });
  await commitChange(deps, call, async (tx, record) => {
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
    await connectNewKey(tx, record, { ...plan, workspaceId, keyId, nowMs });
    record.audit({
      event: 'key.create',
      description: `Created key ${keyId}`,
      targets: [
        { type: 'key', id: keyId, name: keyId },
        { type: 'api', id: api.id, name: api.name },
      ],
    });
  });
  return { keyId, key: secret.key };
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

function recoveryNotSetUp(): Problem {
  return new Problem(
    'unkey/application/precondition_failed',
    'Recoverable keys need encryption, which this installation has not set up. Leave recoverable out.',
  );
}
