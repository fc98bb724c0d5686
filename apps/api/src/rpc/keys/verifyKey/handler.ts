import type { Static } from '@sinclair/typebox';
import { verifyKey as definition } from '@unlatch/contract/operations/keys/verifyKey';
import { mayVerifyKey } from '../../../domain/authorization/requirements.js';
import {
  type PermissionQuery,
  parsePermissionQuery,
} from '../../../domain/permission-query/parse.js';
import { invalidInput, Problem } from '../../../domain/problems.js';
import type { BatchVerdict } from '../../../domain/rate-limit/judge-batch.js';
import { decideVerification } from '../../../domain/verification/decide.js';
import type { KeySnapshot } from '../../../domain/verification/key-snapshot.js';
import { type SelectedLimit, selectLimits } from '../../../domain/verification/select-limits.js';
import type { CreditLedger, SpendResult } from '../../../engine/credits/credit-ledger.js';
import type { Limiter } from '../../../engine/limiter/limiter.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';
import { implement } from '../../implement.js';
import type { Call, RpcDeps } from '../../rpc.js';
import { type Outcome, outcomeOf, recordVerification, repeated, UNKNOWN } from './outcome.js';
import { type LimitOutcome, presentVerification } from './present.js';

type Request = Static<typeof definition.request>;

const WINDOW_MIN_MS = 1000;

/** Warm, and as far as it needs neither credits nor another store, this answers without a promise. */
export const verifyKey = implement(definition, (call, deps) => {
  const startedMs = deps.clock.monotonicMs();
  const finish = (outcome: Outcome) => {
    recordVerification(outcome, { call, deps, startedMs });
    return outcome.answer;
  };
  refuseShortWindows(call.body.ratelimits);
  const key = deps.caches.keys.get(sha256Base64(call.body.key));
  const outcome =
    key instanceof Promise
      ? key.then((loaded) => verify(loaded, call, deps))
      : verify(key, call, deps);
  return outcome instanceof Promise ? outcome.then(finish) : finish(outcome);
});

function verify(
  key: KeySnapshot | null,
  call: Call<Request>,
  deps: RpcDeps,
): Outcome | Promise<Outcome> {
  const { body, caller, ip } = call;
  if (key === null) return body.migrationId === undefined ? UNKNOWN : verifyImported(call, deps);
  if (key.workspaceId !== caller.workspaceId || key.apiDeleted) return UNKNOWN;
  if (!mayVerifyKey(caller.grants, key)) return UNKNOWN;
  const nowMs = deps.clock.nowMs();
  const decision = decideVerification(key, {
    permissionQuery: parseQuery(body.permissions),
    ip: body.ip ?? ip,
    creditCost: body.credits?.cost,
    nowMs,
  });
  if (decision.kind === 'denied') return outcomeOf(key, presentVerification(key, decision.code));
  const plan = {
    key,
    limits: selectKnownLimits(key, body.ratelimits),
    creditCost: decision.creditCost,
    nowMs,
  };
  if (call.idempotency !== null && usesUp(plan)) return carryOutOnce(plan, call, deps);
  return carryOut(plan, deps);
}

/** What remains to be done for a key that is good: the limits must let it pass, and it must pay. */
interface Plan {
  readonly key: KeySnapshot;
  readonly limits: readonly SelectedLimit[];
  readonly creditCost: number;
  readonly nowMs: number;
}

function usesUp({ key, limits, creditCost }: Plan): boolean {
  return limits.length > 0 || (key.credits !== null && creditCost > 0);
}

/** Under an Idempotency-Key: the answer may be one that was given before. */
async function carryOutOnce(plan: Plan, call: Call<Request>, deps: RpcDeps): Promise<Outcome> {
  let taken: ReturnType<Limiter['take']> | undefined;
  const take: Limiter['take'] = (requests, nowMs) => {
    taken ??= deps.limiter.take(requests, nowMs);
    return taken;
  };
  const consumed = await deps.consumeOnce<Outcome>(call, async (spend) => {
    // The time may be another by now: it has waited for whoever was first.
    const current = { ...plan, nowMs: deps.clock.nowMs() };
    const made = await carryOut(current, { limiter: { take }, creditLedger: { spend } });
    return { made, isKept: made.answer.code !== 'RATE_LIMITED' };
  });
  return consumed.kind === 'fresh' ? consumed.made : repeated(consumed.answer);
}

/** What a check may use up. */
interface Means {
  readonly limiter: Pick<Limiter, 'take'>;
  readonly creditLedger: Pick<CreditLedger, 'spend'>;
}

function carryOut(plan: Plan, means: Means): Outcome | Promise<Outcome> {
  const { key, limits, nowMs } = plan;
  if (limits.length === 0) return pay(plan, undefined, means);
  const requests = limits.map((limit) => toLimitRequest(key, limit));
  const taken = means.limiter.take(requests, nowMs);
  const proceed = (verdict: BatchVerdict) => {
    const outcome = { limits, verdict };
    if (!verdict.passed) {
      return outcomeOf(key, presentVerification(key, 'RATE_LIMITED', { outcome }));
    }
    return pay(plan, outcome, means);
  };
  return taken instanceof Promise ? taken.then(proceed) : proceed(taken);
}

/** A key that is not known by its own hash may have been imported by another one. */
async function verifyImported(call: Call<Request>, deps: RpcDeps): Promise<Outcome> {
  const { key: text, migrationId = '' } = call.body;
  const key = await deps.findImportedKey(call, { key: text, migrationId });
  return key === null ? UNKNOWN : verify(key, call, deps);
}

/** The last step, because a spent credit is never given back. */
function pay(
  { key, creditCost: cost }: Plan,
  limits: LimitOutcome | undefined,
  { creditLedger }: Means,
): Outcome | Promise<Outcome> {
  const account = key.credits;
  if (account === null) {
    return outcomeOf(key, presentVerification(key, 'VALID', { outcome: limits }));
  }
  const settle = (result: SpendResult | undefined): Outcome => {
    if (result === undefined) return UNKNOWN;
    const { granted, balance } = result;
    if (balance !== null) account.lastSeenBalance = balance;
    const code = granted ? 'VALID' : 'USAGE_EXCEEDED';
    const answer = presentVerification(key, code, { outcome: limits, balance });
    return outcomeOf(key, answer, granted && balance !== null ? cost : 0);
  };
  const { workspaceId, keyId } = key;
  return creditLedger.spend({ workspaceId, keyId, cost }).then(settle);
}

function selectKnownLimits(
  key: KeySnapshot,
  requested: Request['ratelimits'],
): readonly SelectedLimit[] {
  const { keyId, rateLimits: configured, autoAppliedLimits: autoApplied } = key;
  const selection = selectLimits({ keyId, configured, autoApplied }, requested);
  if (selection.ok) return selection.limits;
  const owner =
    key.identity === null
      ? `key ${keyId}`
      : `key ${keyId} or its identity ${key.identity.id} (${key.identity.externalId})`;
  throw new Problem(
    'unkey/application/precondition_failed',
    `Rate limit '${selection.unknownName}' is not configured on ${owner}. Configure it, or send its limit and duration.`,
  );
}

function toLimitRequest(
  key: KeySnapshot,
  { name, identifier, windowMs, limit, cost }: SelectedLimit,
) {
  const { workspaceId } = key;
  return { scope: 'key' as const, workspaceId, name, identifier, windowMs, limit, cost };
}

function parseQuery(text: string | undefined): PermissionQuery | undefined {
  if (text === undefined) return undefined;
  const parsed = parsePermissionQuery(text);
  if (parsed.ok) return parsed.query;
  throw new Problem('user/bad_request/permissions_query_syntax_error', parsed.message);
}

/** The schema cannot say it: the duration counts only beside a limit. */
function refuseShortWindows(ratelimits: Request['ratelimits']): void {
  ratelimits?.forEach(({ limit, duration }, index) => {
    if (limit === undefined || duration === undefined || duration >= WINDOW_MIN_MS) return;
    throw invalidInput(`body.ratelimits[${index}].duration`, `must be >= ${WINDOW_MIN_MS}`);
  });
}
