import type { VerifyCode } from './verify.js';

/**
 * The HTTP status for a request whose key got this verdict. A code that this version does not know
 * is a refusal: 403.
 *
 * @param code The verdict on the key.
 * @returns The status that a middleware would answer.
 * @example
 * const { data } = await unkey.keys.verifyKey({ key });
 * if (!data.valid) return new Response(data.code, { status: toHttpStatus(data.code) });
 */
export function toHttpStatus(code: Exclude<VerifyCode, 'VALID'>): 401 | 403 | 429;
export function toHttpStatus(code: VerifyCode): 200 | 401 | 403 | 429;
export function toHttpStatus(code: VerifyCode): 200 | 401 | 403 | 429 {
  return statuses[code] ?? 403;
}

const statuses: Record<VerifyCode, 200 | 401 | 403 | 429> = {
  VALID: 200,
  NOT_FOUND: 401,
  EXPIRED: 401,
  DISABLED: 401,
  FORBIDDEN: 403,
  INSUFFICIENT_PERMISSIONS: 403,
  RATE_LIMITED: 429,
  USAGE_EXCEEDED: 429,
};
