import { TIMER_MAX_MS } from './platform.js';

/** When to retry, and how long to wait first. */
export interface RetryPolicy {
  /** Attempts in total, the first one included. */
  readonly attemptsMax: number;
  /** The latest start of an attempt, counted from the first. */
  readonly elapsedMaxMs: number;
  readonly repeatsConnectionErrors: boolean;
  /** The wait before retry number `retry`, from 1; `random` is at least 0 and below 1. */
  backoffMs(retry: number, random: number): number;
}

/** How an attempt failed, as far as the decision on a retry needs it. */
export type Failure =
  /** No server listened: the request was never sent. */
  | { kind: 'unsent' }
  /** The connection broke. The server may have processed the request. */
  | { kind: 'connection' }
  | { kind: 'status'; status: number; retryAfterMs: number | undefined }
  /** A retry cannot help. */
  | { kind: 'final' };

/**
 * The wait before the next attempt; undefined if there must be none.
 *
 * The wait is the server's Retry-After in full plus the back-off. Whole seconds are often rounded
 * down, and all refused callers got the same number. A wait that does not fit in the remaining time
 * is not started.
 */
export function retryWaitMs(input: {
  failure: Failure;
  attempt: number;
  isRepeatable: boolean;
  policy: RetryPolicy;
  elapsedMs: number;
  remainingMs: number;
  random: number;
}): number | undefined {
  const { failure, attempt, policy } = input;
  if (!(attempt < policy.attemptsMax) || !canRepeat(failure, input.isRepeatable, policy)) {
    return undefined;
  }
  const retryAfterMs = (failure.kind === 'status' && failure.retryAfterMs) || 0;
  const waitMs = retryAfterMs + Math.max(0, policy.backoffMs(attempt, input.random));
  const fits =
    waitMs < Math.min(input.remainingMs, policy.elapsedMaxMs - input.elapsedMs, TIMER_MAX_MS);
  return fits ? waitMs : undefined;
}

/** Exponential back-off with full jitter: a random time below a growing bound. */
export function exponentialBackoff(bounds: {
  initialMs: number;
  maxMs: number;
  factor: number;
}): RetryPolicy['backoffMs'] {
  return (retry, random) =>
    random * Math.min(bounds.maxMs, bounds.initialMs * bounds.factor ** (retry - 1));
}

/** Reads a Retry-After header, seconds or a date; undefined when it is neither. */
export function parseRetryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Math.min(Number(header) * 1000, Number.MAX_SAFE_INTEGER);
  const dateMs = Date.parse(header);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}

function mayPass(status: number): boolean {
  // 501: what the server does not implement now, it will not implement in a second.
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/**
 * A request that changes or spends something is repeated only if the first attempt certainly had no
 * effect. After a 5xx or a broken connection the server may have created the key or spent the
 * credits. Then only the answer was lost, and a repetition would have the effect twice. That
 * applies to 503 too: the server's connection to its database may have broken during a commit.
 * After a 429 the server did nothing.
 */
function canRepeat(failure: Failure, isRepeatable: boolean, policy: RetryPolicy): boolean {
  switch (failure.kind) {
    case 'final':
      return false;
    case 'unsent':
      return policy.repeatsConnectionErrors;
    case 'connection':
      return policy.repeatsConnectionErrors && isRepeatable;
    case 'status':
      return mayPass(failure.status) && (isRepeatable || failure.status === 429);
  }
}
