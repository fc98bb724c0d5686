import type { Static } from '@sinclair/typebox';
import { mayVerifyKey } from '../../../domain/authorization/requirements.js';
import {
  type PermissionQuery,
  parsePermissionQuery,
} from '../../../domain/permission-query/parse.js';
import { Problem } from '../../../domain/problems.js';
import { decideVerification } from '../../../domain/verification/decide.js';
import type { CreditAccount, KeySnapshot } from '../../../domain/verification/key-snapshot.js';
import { sha256Base64 } from '../../../lib/sha256.js';
import { type Call, implementRpc, type RpcDeps } from '../../define-rpc.js';
import { refuseRatelimits } from '../../shared/refuse-ratelimits.js';
import { NOT_FOUND, presentVerification } from './present.js';
import { definition } from './schema.js';

type Request = Static<typeof definition.request>;
type Verification = Static<typeof definition.data>;

/** Warm and without credits, this answers without a promise: nothing is awaited. */
export const verifyKey = implementRpc(definition, (call, deps) => {
  refuseRatelimits(call.body.ratelimits);
  const key = deps.caches.keys.get(sha256Base64(call.body.key));
  return key instanceof Promise
    ? key.then((loaded) => verify(loaded, call, deps))
    : verify(key, call, deps);
});

function verify(
  key: KeySnapshot | null,
  { body, caller, ip }: Call<Request>,
  deps: RpcDeps,
): Verification | Promise<Verification> {
  if (key === null || key.workspaceId !== caller.workspaceId || key.apiDeleted) return NOT_FOUND;
  if (!mayVerifyKey(caller.grants, key)) return NOT_FOUND;
  const decision = decideVerification(key, {
    permissionQuery: parseQuery(body.permissions),
    ip: body.ip ?? ip,
    creditCost: body.credits?.cost,
    nowMs: deps.clock.nowMs(),
  });
  const lastSeenBalance = key.credits?.lastSeenBalance ?? null;
  if (decision.kind === 'denied') return presentVerification(key, decision.code, lastSeenBalance);
  if (key.credits === null) return presentVerification(key, 'VALID', null);
  return spend(key, key.credits, decision.creditCost, deps);
}

async function spend(
  key: KeySnapshot,
  account: CreditAccount,
  cost: number,
  deps: RpcDeps,
): Promise<Verification> {
  const { workspaceId, keyId } = key;
  const result = await deps.creditLedger.spend({ workspaceId, keyId, cost });
  if (result === undefined) return NOT_FOUND;
  if (result.balance !== null) account.lastSeenBalance = result.balance;
  return presentVerification(key, result.granted ? 'VALID' : 'USAGE_EXCEEDED', result.balance);
}

function parseQuery(text: string | undefined): PermissionQuery | undefined {
  if (text === undefined) return undefined;
  const parsed = parsePermissionQuery(text);
  if (parsed.ok) return parsed.query;
  throw new Problem('user/bad_request/permissions_query_syntax_error', parsed.message);
}
