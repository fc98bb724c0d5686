import type { UnkeyError } from '@unlatch/api';
import type { Check } from './check.js';
import type { RatelimitConfig } from './options.js';
import type { RatelimitResponse, RatelimitResult } from './response.js';

type Policy = Pick<RatelimitConfig, 'timeout' | 'onError' | 'onFailure'>;

/**
 * Answers in place of the service. It rejects if the policy has no answer, or a function of the
 * caller returns none: `undefined` must not count as permission. If a function of the caller throws,
 * it rejects with that error.
 */
export async function answerFailure(
  policy: Policy,
  check: Check,
  error: UnkeyError,
): Promise<RatelimitResult> {
  if (isMistake(error)) throw error;
  const answer: unknown = await chooseAnswer(policy, check.identifier, error);
  const response = isWord(answer) ? wordToResponse(answer, check) : answer;
  if (!isResponse(response)) throw error;
  return { ...response, source: 'fallback', error };
}

function isWord(answer: unknown): answer is 'allow' | 'deny' {
  return answer === 'allow' || answer === 'deny';
}

function isResponse(answer: unknown): answer is RatelimitResponse {
  if (typeof answer !== 'object' || answer === null) return false;
  return 'success' in answer && typeof answer.success === 'boolean';
}

type Answer = 'allow' | 'deny' | RatelimitResponse;

/** The more specific option comes first; undefined if none applies to this error. */
function chooseAnswer(
  { timeout, onError, onFailure }: Policy,
  identifier: string,
  error: UnkeyError,
): Answer | undefined | Promise<Answer> {
  const isLate = error.code === 'client/timeout';
  const fallback = timeout ? timeout.fallback : undefined;
  if (isLate && fallback) return typeof fallback === 'function' ? fallback(identifier) : fallback;
  if (!isLate && onError) return onError(error, identifier);
  if (onFailure)
    return typeof onFailure === 'string' ? onFailure : onFailure({ identifier, error });
  return isLate ? 'deny' : undefined;
}

/**
 * No policy applies to a request that is itself wrong. Otherwise a user who may choose an
 * identifier could choose one that the service refuses, such as one that is too long, and pass.
 */
function isMistake({ code, status }: UnkeyError): boolean {
  return code === 'client/invalid_request' || status === 400 || status === 413;
}

function wordToResponse(word: 'allow' | 'deny', { limit }: Check): RatelimitResponse {
  return { success: word === 'allow', limit, remaining: 0, reset: Date.now() };
}
