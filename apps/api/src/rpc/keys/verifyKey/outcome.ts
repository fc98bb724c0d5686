import type { Static } from '@sinclair/typebox';
import type { verifyKey as definition } from '@unlatch/contract/operations/keys/verifyKey';
import type { KeySnapshot } from '../../../domain/verification/key-snapshot.js';
import type { Call, RpcDeps } from '../../rpc.js';
import { NOT_FOUND } from './present.js';

type Request = Static<typeof definition.request>;
type Verification = Static<typeof definition.data>;

/** An answer, and what is recorded about it. */
export interface Outcome {
  readonly answer: Verification;
  /** `null`: the answer says nothing about a key, and neither does the record. */
  readonly key: KeySnapshot | null;
  readonly spentCredits: number;
  /** Given before, to the first request under the same Idempotency-Key, and recorded then. */
  readonly isRepeated: boolean;
}

/**
 * The key may be missing, of another workspace, or not for this root key to see. Which of these it
 * was must not be found out from records either.
 */
export const UNKNOWN: Outcome = {
  answer: NOT_FOUND,
  key: null,
  spentCredits: 0,
  isRepeated: false,
};

export function outcomeOf(key: KeySnapshot, answer: Verification, spentCredits = 0): Outcome {
  return { answer, key, spentCredits, isRepeated: false };
}

export function repeated(answer: Verification): Outcome {
  return { answer, key: null, spentCredits: 0, isRepeated: true };
}

interface Circumstances {
  readonly call: Call<Request>;
  readonly deps: RpcDeps;
  readonly startedMs: number;
}

const NO_TAGS: readonly string[] = [];

/** One record for each verification, not for each request that was told of it. */
export function recordVerification(
  { answer, key, spentCredits, isRepeated }: Outcome,
  { call, deps, startedMs }: Circumstances,
): void {
  if (isRepeated) return;
  deps.recorder.verification({
    timeMs: deps.clock.nowMs(),
    requestId: call.requestId,
    workspaceId: call.caller.workspaceId,
    apiId: key === null ? '' : key.apiId,
    keyId: key === null ? '' : key.keyId,
    identityId: key === null || key.identity === null ? '' : key.identity.id,
    code: answer.code,
    tags: call.body.tags ?? NO_TAGS,
    spentCredits,
    latencyUs: Math.round((deps.clock.monotonicMs() - startedMs) * 1000),
  });
}
