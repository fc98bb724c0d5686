import type { RatelimitResponse } from './response.js';

/**
 * The headers that tell a caller about the limit: `RateLimit-Limit`, `RateLimit-Remaining`,
 * `RateLimit-Reset` in seconds, and `Retry-After` after a refusal.
 *
 * @example
 * const result = await limiter.limit('user_1');
 * if (!result.success) return new Response(null, { status: 429, headers: rateLimitHeaders(result) });
 */
export function rateLimitHeaders(
  { success, limit, remaining, reset }: RatelimitResponse,
  nowMs: number = Date.now(),
): Record<string, string> {
  // Rounded up, so that nobody who waits as told comes too early.
  const seconds = Math.max(0, Math.ceil((reset - nowMs) / 1000));
  return {
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(seconds),
    // Never "at once": after a refusal because the service is away, everybody would come back.
    ...(success ? {} : { 'Retry-After': String(Math.max(1, seconds)) }),
  };
}
