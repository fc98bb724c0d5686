import { toHttpStatus } from '../status.js';
import type { UnkeyError } from '../unkey-error.js';
import type { RefusedKey, UnknownKey } from '../verify.js';
import type { Refused } from './guard.js';
import { rateLimitHeaders } from './rate-limit-headers.js';

/** The answer to the client that presented the key. */
export interface Refusal {
  status: keyof typeof kinds;
  headers: Record<string, string>;
  body: RefusalBody;
}

/** The JSON in every refusal. These fields stay; later versions may add some. */
export interface RefusalBody {
  /** The kind of refusal. It goes with the status. */
  error: (typeof kinds)[keyof typeof kinds];
  /** The exact reason, for programs. */
  code: keyof typeof messages;
  /** The reason, for people. */
  message: string;
  /** The id of the check in the log of the service; absent if the service did not answer. */
  requestId?: string;
}

/**
 * The answer to a request that must not pass. It says nothing about your root key or your service:
 * if the service refuses the root key, your users see a 500, not a 401.
 *
 * @param outcome Why the request may not pass.
 * @param nowMs The time, for tests.
 * @returns Status, headers and body.
 * @example
 * const { status, headers, body } = refusal(outcome);
 * return new Response(JSON.stringify(body), { status, headers });
 */
export function refusal(outcome: Refused, nowMs: number = Date.now()): Refusal {
  switch (outcome.kind) {
    case 'missing':
      return build(401, 'MISSING_KEY', { 'www-authenticate': 'Bearer' });
    case 'invalid': {
      const { data, meta } = outcome.verification;
      const status = toHttpStatus(data.code);
      return build(status, data.code, keyHeaders(data, nowMs), meta.requestId);
    }
    case 'failed':
      return refuseForFailure(outcome.error);
  }
}

function build(
  status: Refusal['status'],
  code: RefusalBody['code'],
  headers: Record<string, string>,
  requestId?: string,
): Refusal {
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json' },
    body: {
      error: kinds[status],
      code,
      // A service that is newer than this package may send other reasons.
      message: messages[code] ?? 'The API key must not be used here.',
      ...(requestId && { requestId }),
    },
  };
}

const kinds = {
  401: 'unauthorized',
  403: 'forbidden',
  429: 'too_many_requests',
  500: 'internal_error',
  503: 'service_unavailable',
} as const;

const messages = {
  MISSING_KEY: 'Send an API key in the header "Authorization: Bearer <key>".',
  NOT_FOUND: 'The API key is not known.',
  EXPIRED: 'The API key has expired.',
  DISABLED: 'The API key is disabled.',
  FORBIDDEN: 'The API key must not be used here.',
  INSUFFICIENT_PERMISSIONS: 'The API key does not allow this.',
  RATE_LIMITED: 'There were too many requests with this API key.',
  USAGE_EXCEEDED: 'The API key is used up.',
  VERIFICATION_FAILED: 'The API key could not be checked.',
} as const;

function keyHeaders(verdict: RefusedKey | UnknownKey, nowMs: number): Record<string, string> {
  if (verdict.code === 'RATE_LIMITED') return limitHeaders(verdict.ratelimits ?? [], nowMs);
  if (verdict.code === 'INSUFFICIENT_PERMISSIONS') {
    return { 'www-authenticate': 'Bearer error="insufficient_scope"' };
  }
  return toHttpStatus(verdict.code) === 401
    ? { 'www-authenticate': 'Bearer error="invalid_token"' }
    : {};
}

/** Of several exceeded limits, the one that ends last counts: any earlier retry would fail. */
function limitHeaders(
  limits: NonNullable<RefusedKey['ratelimits']>,
  nowMs: number,
): Record<string, string> {
  const [longest] = limits.filter((limit) => limit.exceeded).sort((a, b) => b.reset - a.reset);
  return longest ? rateLimitHeaders({ ...longest, success: false }, nowMs) : {};
}

const RETRY_AFTER_MS = 5_000;
/** A service that is down does not know for how long. */
const RETRY_AFTER_MAX_MS = 3_600_000;

function refuseForFailure({ code, status = 0, retryAfterMs, requestId }: UnkeyError): Refusal {
  // These failures last until an operator changes the configuration, so the answer names no time to
  // retry.
  const isLasting = status >= 300 && status < 500 && status !== 408 && status !== 429;
  if (isLasting || code === 'client/invalid_request') {
    return build(500, 'VERIFICATION_FAILED', {}, requestId);
  }
  const waitMs = Math.min(retryAfterMs ?? RETRY_AFTER_MS, RETRY_AFTER_MAX_MS);
  const waitSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return build(503, 'VERIFICATION_FAILED', { 'retry-after': `${waitSeconds}` }, requestId);
}
