import type { Static } from '@sinclair/typebox';
import {
  verifyKey as definition,
  TAG_BYTES_MAX,
} from '@unlatch/contract/operations/keys/verifyKey';
import { invalidInput } from '../../../domain/problems.js';
import type { RequestedLimit } from '../../../domain/verification/select-limits.js';
import type { JudgedLimits, Repeated, Verdict } from '../../../engine/verifier/verdict.js';
import type { VerificationRequest } from '../../../engine/verifier/verifier.js';
import { isAddress } from '../../../lib/ip-address.js';
import { implement } from '../../implement.js';
import type { Call, RpcDeps } from '../../rpc.js';
import { presentVerdict, type Verification } from './present.js';

type Request = Static<typeof definition.request>;

const WINDOW_MIN_MS = 1000;

/** Answers without a promise whenever the verifier does. */
export const verifyKey = implement(definition, (call, deps) => {
  const startedMs = deps.clock.monotonicMs();
  const request = readRequest(call);
  const { idempotency } = call;
  const outcome =
    idempotency === null
      ? deps.verifier.verify(request)
      : deps.verifier.verify(request, { idempotency, write: presentVerdict });
  return outcome instanceof Promise
    ? outcome.then((settled) => finish(settled, call, deps, startedMs))
    : finish(outcome, call, deps, startedMs);
});

function readRequest({ body, caller, ip }: Call<Request>): VerificationRequest {
  if (body.tags !== undefined) refuseLargeTags(body.tags);
  return {
    caller,
    key: body.key,
    migrationId: body.migrationId,
    keySpaces: body.keyspaces,
    permissionQuery: body.permissions,
    ip: addressIn(body) ?? ip ?? NO_ADDRESS,
    creditCost: body.credits?.cost,
    limits: body.ratelimits === undefined ? undefined : readLimits(body.ratelimits),
  };
}

/** The schema bounds the characters of tags, each of which may take three bytes. */
function refuseLargeTags(tags: readonly string[]): void {
  let bytes = 0;
  for (const tag of tags) bytes += Buffer.byteLength(tag);
  if (bytes <= TAG_BYTES_MAX) return;
  throw invalidInput(
    'body.tags',
    `must not have more than ${TAG_BYTES_MAX} bytes of UTF-8 together, and have ${bytes}`,
    'Send fewer or shorter tags.',
  );
}

/** Refuses what the schema cannot express: a duration counts only beside a limit. */
function readLimits(ratelimits: NonNullable<Request['ratelimits']>): RequestedLimit[] {
  return ratelimits.map(({ name, cost, limit, duration }, index) => {
    if (limit !== undefined && duration !== undefined && duration < WINDOW_MIN_MS) {
      throw invalidInput(`body.ratelimits[${index}].duration`, `must be >= ${WINDOW_MIN_MS}`);
    }
    return { name, cost, limit, windowMs: duration };
  });
}

/** One usage event for each verification, and none for a repeated answer. */
function finish(
  outcome: Verdict | Repeated<Verification>,
  call: Call<Request>,
  deps: RpcDeps,
  startedMs: number,
): Verification {
  if (outcome.code === 'REPEATED') return outcome.answer;
  const answer = presentVerdict(outcome);
  recordVerdict(outcome, call, deps, startedMs);
  return answer;
}

const NO_TAGS: readonly string[] = [];

/** If the verdict has no key, the usage event names none either. */
function recordVerdict(
  { code, key, limits, spentCredits }: Verdict,
  { requestId, caller, body }: Call<Request>,
  { recorder, clock }: RpcDeps,
  startedMs: number,
): void {
  recorder.verification({
    timeMs: clock.nowMs(),
    requestId,
    workspaceId: caller.workspaceId,
    apiId: key === null ? '' : key.apiId,
    keySpaceId: key === null ? '' : key.keySpaceId,
    keyId: key === null ? '' : key.keyId,
    identityId: key === null || key.identity === null ? '' : key.identity.id,
    externalId: key === null || key.identity === null ? '' : key.identity.externalId,
    code,
    tags: body.tags ?? NO_TAGS,
    spentCredits,
    latencyUs: Math.round((clock.monotonicMs() - startedMs) * 1000),
    permissionQuery: body.permissions === undefined ? '' : recordedQuery(body.permissions),
    creditCost: key === null || key.credits === null ? 0 : (body.credits?.cost ?? 1),
    deniedLimit: code === 'RATE_LIMITED' ? firstDenied(limits) : '',
  });
}

/** Queries of usual length are kept whole. */
const RECORDED_QUERY_MAX = 1024;

function recordedQuery(query: string): string {
  return query.length <= RECORDED_QUERY_MAX ? query : query.slice(0, RECORDED_QUERY_MAX);
}

function firstDenied(judged: JudgedLimits | null): string {
  const index = judged?.verdicts.findIndex(({ passed }) => !passed) ?? -1;
  return judged?.limits[index]?.name ?? '';
}

/** Is in no range, so an allow-list keeps it out. */
const NO_ADDRESS = '';

function addressIn({ ip }: Request): string | undefined {
  if (ip === undefined || isAddress(ip)) return ip;
  throw invalidInput('body.ip', 'must be an IPv4 or IPv6 address', 'Leave out the port.');
}
