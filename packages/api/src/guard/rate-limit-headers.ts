/** The state of a limit after a check. */
export interface CheckedLimit {
  /** Whether the request may pass. */
  success: boolean;
  limit: number;
  remaining: number;
  /** When the window ends, as Unix time in milliseconds. */
  reset: number;
}

/**
 * The headers that describe a limit: `ratelimit-limit`, `ratelimit-remaining`, `ratelimit-reset` in
 * seconds, and `retry-after` after a refusal.
 *
 * @param checked The state of the limit.
 * @param nowMs The time, for tests.
 * @returns Names in lower case, with their values.
 * @example
 * const reset = Date.now() + 1000;
 * const headers = rateLimitHeaders({ success: false, limit: 10, remaining: 0, reset });
 * return new Response(null, { status: 429, headers });
 */
export function rateLimitHeaders(
  { success, limit, remaining, reset }: CheckedLimit,
  nowMs: number = Date.now(),
): Record<string, string> {
  // Rounded up, so that a caller that waits this long does not come too early.
  const resetSeconds = Math.max(0, Math.ceil((reset - nowMs) / 1000));
  return {
    'ratelimit-limit': `${limit}`,
    'ratelimit-remaining': `${remaining}`,
    'ratelimit-reset': `${resetSeconds}`,
    // Never 0: after a refusal because the service is down, all callers would retry at once.
    ...(!success && { 'retry-after': `${Math.max(1, resetSeconds)}` }),
  };
}
