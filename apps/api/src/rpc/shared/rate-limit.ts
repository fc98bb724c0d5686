import { type Static, Type } from '@sinclair/typebox';
import type { RateLimitSettings } from '../../store/rate-limits/rate-limits.js';
import { closed, type Ratelimit } from './fields.js';

const RATE_LIMIT = {
  id: Type.String(),
  name: Type.String(),
  limit: Type.Integer({ format: 'int64' }),
  duration: Type.Integer({ format: 'int64', description: 'Length of the window in milliseconds.' }),
  autoApply: Type.Boolean({ description: 'Whether every verification takes it unasked.' }),
};

/** A limit of a key or an identity, as it is configured. */
export const RateLimitResponse = closed(RATE_LIMIT);

/** The same with what a verification found. */
export const RateLimitResult = closed({
  ...RATE_LIMIT,
  exceeded: Type.Boolean({ description: 'Whether this limit refused the request.' }),
  remaining: Type.Integer({ format: 'int64' }),
  reset: Type.Integer({
    format: 'int64',
    description: 'Unix time in milliseconds when the current window ends.',
  }),
});

export function presentRateLimit(limit: {
  readonly id: string;
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly autoApply: boolean;
}): Static<typeof RateLimitResponse> {
  const { id, name, windowMs, autoApply } = limit;
  return { id, name, limit: limit.limit, duration: windowMs, autoApply };
}

/** None are left out, as the contract has it. */
export function presentRateLimits(limits: readonly Parameters<typeof presentRateLimit>[0][]) {
  return limits.length === 0 ? {} : { ratelimits: limits.map(presentRateLimit) };
}

/** The limits of a request as they are stored. */
export function readRateLimits(
  ratelimits: readonly Static<typeof Ratelimit>[] | undefined,
): RateLimitSettings[] {
  return (ratelimits ?? []).map(({ name, limit, duration, autoApply = false }) => {
    return { name, limit, windowMs: duration, autoApply };
  });
}
