import type { Caller } from '../../domain/caller/caller.js';
import type { Idempotency } from '../../domain/idempotency.js';
import { readPermissionQuery } from '../../domain/permission-query/read.js';
import { Problem } from '../../domain/problems.js';
import type { BatchVerdict } from '../../domain/rate-limit/judge-batch.js';
import { decideVerification, type VerificationCode } from '../../domain/verification/decide.js';
import type { KeySnapshot } from '../../domain/verification/key-snapshot.js';
import {
  type RequestedLimit,
  type SelectedLimit,
  selectLimits,
} from '../../domain/verification/select-limits.js';
import type { Clock } from '../../lib/clock/clock.js';
import { sha256Base64 } from '../../lib/crypto/sha256.js';
import { keyCacheKey } from '../caches/caches.js';
import type { SnapshotCache } from '../caches/snapshot-cache.js';
import type { CreditLedger, SpendResult } from '../credits/credit-ledger.js';
import type { Limiter, LimitRequest } from '../limiter/limiter.js';
import type { ImportedKeys, Repeats } from './ports.js';
import { type JudgedLimits, NOT_FOUND, type Repeated, type Verdict, verdictOn } from './verdict.js';

/**
 * Says whether a key is good for a request, and uses up what that costs. It remembers nothing
 * itself. Every operation that verifies keys asks this verifier.
 *
 * Invariants:
 * - No key passes more often than its limits and credits allow. The limiter judges and counts in
 *   one step, and a spend is a conditional decrement in the database.
 * - A refused key has used nothing up. Limits are taken all or none, and before the credits,
 *   because a spent credit is never given back. Limits stay counted if the credits do not suffice.
 * - A key that the caller may not see, or does not ask for, and a missing key give the same verdict.
 *   So responses and events that are made of it cannot tell them apart.
 * - For a key in memory without credits, and with the counters in this process, `verify` creates no
 *   promise and sends no SQL. It creates no object that could be created at the start.
 *
 * Steps: find the key in the cache, or among imported keys. Check that it is of a
 * key space that is asked for, and that the caller may see it. Parse
 * the permission query. Decide: disabled, expired, address, permissions. Select the limits, take
 * them, spend. A query that cannot be parsed is a fault of the request, and so is a limit that is
 * not configured. Both are thrown only to a caller that may see the key.
 *
 * Database slow: spends wait, and so do keys that are not in memory; see `CreditLedger` and
 * `SnapshotCache`. Database down: these requests fail. All others are answered for as long as the
 * cache trusts its entries. Redis slow or down: the limiter decides on its own counts. Ledger full:
 * the request is refused with 503 and spends nothing; the limits that it took stay counted.
 *
 * With an Idempotency-Key, the port `Repeats` stores an answer together with what was used up. The
 * answer has to be written inside the transaction of the spend, and only the operation knows how it
 * looks to its clients. So the operation passes a function that writes a verdict down. It gets back
 * either a verdict, which it presents like any other, or the stored answer. Only a request that
 * uses something up claims the Idempotency-Key: all others can be judged anew at no cost.
 */
export class Verifier {
  readonly #keys: SnapshotCache<KeySnapshot>;
  readonly #means: Means;
  readonly #clock: Clock;
  readonly #mayVerify: MayVerify;
  readonly #importedKeys: ImportedKeys;
  readonly #repeats: Repeats;

  constructor(options: VerifierOptions) {
    const { keys, limiter, creditLedger, clock, mayVerify, importedKeys, repeats } = options;
    this.#keys = keys;
    this.#means = { limiter, creditLedger };
    this.#clock = clock;
    this.#mayVerify = mayVerify;
    this.#importedKeys = importedKeys;
    this.#repeats = repeats;
  }

  verify(request: VerificationRequest): Verdict | Promise<Verdict>;
  verify<Written extends object>(
    request: VerificationRequest,
    repeat: Repeat<Written>,
  ): Outcome<Written> | Promise<Outcome<Written>>;
  verify<Written extends object>(
    request: VerificationRequest,
    repeat?: Repeat<Written>,
  ): Outcome<Written> | Promise<Outcome<Written>> {
    const hash = sha256Base64(request.key);
    const key = this.#keys.get(keyCacheKey({ workspaceId: request.caller.workspaceId, hash }));
    return key instanceof Promise
      ? key.then((loaded) => this.#verifyFound(loaded, request, repeat))
      : this.#verifyFound(key, request, repeat);
  }

  #verifyFound<Written extends object>(
    key: KeySnapshot | null,
    request: VerificationRequest,
    repeat: Repeat<Written> | undefined,
  ): Outcome<Written> | Promise<Outcome<Written>> {
    if (key === null) {
      const { migrationId } = request;
      if (migrationId === undefined) return NOT_FOUND;
      return this.#verifyImported(migrationId, request, repeat);
    }
    const plan = this.#plan(key, request);
    if (plan === 'NOT_FOUND') return NOT_FOUND;
    if (typeof plan === 'string') return verdictOn(key, plan, null);
    if (repeat !== undefined && usesUp(plan)) return this.#carryOutOnce(plan, request, repeat);
    return carryOut(plan, this.#means);
  }

  async #verifyImported<Written extends object>(
    migrationId: string,
    request: VerificationRequest,
    repeat: Repeat<Written> | undefined,
  ): Promise<Outcome<Written>> {
    const { caller, key: text } = request;
    const key = await this.#importedKeys.find({ caller, key: text, migrationId });
    return key === null ? NOT_FOUND : this.#verifyFound(key, request, repeat);
  }

  /** The reason to refuse the key, or what is left to do for it. Changes nothing. */
  #plan(key: KeySnapshot, request: VerificationRequest): VerificationCode | Plan {
    const { caller, keySpaces } = request;
    if (key.apiDeleted) return 'NOT_FOUND';
    if (keySpaces !== undefined && !keySpaces.includes(key.keySpaceId)) return 'NOT_FOUND';
    if (!this.#mayVerify(caller, key)) return 'NOT_FOUND';
    const nowMs = this.#clock.nowMs();
    const decision = decideVerification(key, {
      permissionQuery: readQuery(request.permissionQuery),
      ip: request.ip,
      creditCost: request.creditCost,
      nowMs,
    });
    if (decision.kind === 'denied') return decision.code;
    const limits = selectKnownLimits(key, request.limits);
    return { key, limits, creditCost: decision.creditCost, nowMs };
  }

  async #carryOutOnce<Written extends object>(
    plan: Plan,
    { caller }: VerificationRequest,
    { idempotency, write }: Repeat<Written>,
  ): Promise<Outcome<Written>> {
    // The counters are not part of the transaction, so they are taken once even if it starts over.
    let taken: ReturnType<Limiter['take']> | undefined;
    const take: Limiter['take'] = (requests, nowMs) => {
      taken ??= this.#means.limiter.take(requests, nowMs);
      return taken;
    };
    return this.#repeats.once({ caller, idempotency }, async (spend) => {
      // Later than planned: this request has waited for an earlier one with the same
      // Idempotency-Key.
      const current = { ...plan, nowMs: this.#clock.nowMs() };
      const verdict = await carryOut(current, { limiter: { take }, creditLedger: { spend } });
      return { verdict, written: write(verdict), isKept: verdict.code !== 'RATE_LIMITED' };
    });
  }
}

/** In the terms of the domain. Every operation translates its own. */
export interface VerificationRequest {
  readonly caller: Caller;
  /** The text of the key. */
  readonly key: string;
  /** The key import that the key may have come with. */
  readonly migrationId: string | undefined;
  /** Only keys of these are looked for. `undefined`: of any. */
  readonly keySpaces: readonly string[] | undefined;
  /** Permissions that the key must hold, in the language of `domain/permission-query`. */
  readonly permissionQuery: string | undefined;
  /** The address of the end user, or the closest one that the operation knows. */
  readonly ip: string;
  /** `undefined`: one credit. */
  readonly creditCost: number | undefined;
  /** In addition to the limits that every verification of the key takes. */
  readonly limits: readonly RequestedLimit[] | undefined;
}

/** What makes a request repeatable. */
export interface Repeat<Written extends object> {
  readonly idempotency: Idempotency;
  /**
   * Writes the answer of this operation for the verdict. May run several times, so it must have no
   * effect.
   */
  readonly write: (verdict: Verdict) => Written;
}

type Outcome<Written> = Verdict | Repeated<Written>;

/** Whether a caller may see and verify a key of its own workspace. */
export type MayVerify = (caller: Caller, key: KeySnapshot) => boolean;

interface VerifierOptions extends Means {
  readonly keys: SnapshotCache<KeySnapshot>;
  readonly clock: Clock;
  readonly mayVerify: MayVerify;
  readonly importedKeys: ImportedKeys;
  readonly repeats: Repeats;
}

/** The parts by which a verification uses something up. */
interface Means {
  readonly limiter: Pick<Limiter, 'take'>;
  readonly creditLedger: Pick<CreditLedger, 'spend'>;
}

/** What is left to do for a good key: the limits must let it pass, and it must pay. */
interface Plan {
  readonly key: KeySnapshot;
  readonly limits: readonly SelectedLimit[];
  readonly creditCost: number;
  readonly nowMs: number;
}

function usesUp({ key, limits, creditCost }: Plan): boolean {
  return limits.length > 0 || (key.credits !== null && creditCost > 0);
}

function carryOut(plan: Plan, means: Means): Verdict | Promise<Verdict> {
  const { key, limits, nowMs } = plan;
  if (limits.length === 0) return pay(plan, null, means);
  const requests = limits.map((limit) => toLimitRequest(key, limit));
  const taken = means.limiter.take(requests, nowMs);
  return taken instanceof Promise
    ? taken.then((batch) => proceed(plan, batch, means))
    : proceed(plan, taken, means);
}

function proceed(plan: Plan, batch: BatchVerdict, means: Means): Verdict | Promise<Verdict> {
  const judged = { limits: plan.limits, verdicts: batch.verdicts };
  return batch.passed ? pay(plan, judged, means) : verdictOn(plan.key, 'RATE_LIMITED', judged);
}

function pay(
  { key, creditCost: cost }: Plan,
  limits: JudgedLimits | null,
  { creditLedger }: Means,
): Verdict | Promise<Verdict> {
  const account = key.credits;
  if (account === null) return verdictOn(key, 'VALID', limits);
  const settle = (result: SpendResult | undefined): Verdict => {
    if (result === undefined) return NOT_FOUND;
    const { granted, balance } = result;
    if (balance !== null) account.lastSeenBalance = balance;
    const code = granted ? 'VALID' : 'USAGE_EXCEEDED';
    return { code, key, limits, balance, spentCredits: granted && balance !== null ? cost : 0 };
  };
  const { workspaceId, keyId } = key;
  return creditLedger.spend({ workspaceId, keyId, cost }).then(settle);
}

function readQuery(text: string | undefined) {
  return text === undefined ? undefined : readPermissionQuery(text);
}

function selectKnownLimits(
  key: KeySnapshot,
  requested: readonly RequestedLimit[] | undefined,
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
  { workspaceId }: KeySnapshot,
  { name, identifier, windowMs, limit, cost }: SelectedLimit,
): LimitRequest {
  return { scope: 'key', workspaceId, name, identifier, windowMs, limit, cost };
}
