import { TIMER_MAX_MS } from './platform.js';

/** When to try again and how long to wait first. */
export interface RetryPolicy {
  /** Tries in total, the first one included. */
  readonly attemptsMax: number;
  /** No new try starts later than this after the first one. */
  readonly elapsedMaxMs: number;
  readonly repeatsConnectionErrors: boolean;
  /** The wait before retry number `retry`, from 1; `random` is at least 0 and below 1. */
  backoffMs(retry: number, random: number): number;
}

/** How a try failed, as far as it matters for another one. */
export type Failure =
  /** Nothing listened: the request never left. */
  | { kind: 'unsent' }
  /** The connection broke; the server may have done what it was asked. */
  | { kind: 'connection' }
  | { kind: 'status'; status: number; retryAfterMs: number | undefined }
  /** Trying again cannot help. */
  | { kind: 'final' };

/**
 * How long to wait before the next try; undefined when there must not be one.
 *
 * The server's Retry-After is honoured in full, with the back-off on top: whole seconds are often
 * rounded down, and everyone who was turned away got the same number. A wait that does not fit in
 * the time that is left is not begun.
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

/** Exponential back-off with full jitter: anything between nothing and a growing bound. */
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
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const dateMs = Date.parse(header);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}

function mayPass(status: number): boolean {
  // 501: what the server does not implement now it does not implement in a second.
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/**
 * A request that changes or spends something is repeated only when the first one certainly had no
 * effect. After a 5xx or a broken connection the server may have created the key or spent the
 * credits and only the answer got lost; doing it again would do it twice. That goes for a 503 too:
 * the server's connection to its database may have broken in the middle of a commit. A 429 says
 * that nothing was done.
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
