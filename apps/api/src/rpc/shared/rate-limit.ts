import type { Static } from '@sinclair/typebox';
import type { RateLimit, RateLimitSettings as Settings } from '@unlatch/contract/shapes/rate-limit';
import type { RateLimitSettings } from '../../store/rate-limits/rate-limits.js';

export function presentRateLimit(limit: {
  readonly id: string;
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly autoApply: boolean;
}): Static<typeof RateLimit> {
  const { id, name, windowMs, autoApply } = limit;
  return { id, name, limit: limit.limit, duration: windowMs, autoApply };
}

/** An empty list is left out of the answer. */
export function presentRateLimits(limits: readonly Parameters<typeof presentRateLimit>[0][]) {
  return limits.length === 0 ? {} : { ratelimits: limits.map(presentRateLimit) };
}

/** The limits of a request, in the form in which they are stored. */
export function readRateLimits(
  ratelimits: readonly Static<typeof Settings>[] | undefined,
): RateLimitSettings[] {
  return (ratelimits ?? []).map(({ name, limit, duration, autoApply = false }) => {
    return { name, limit, windowMs: duration, autoApply };
  });
}
