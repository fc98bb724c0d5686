export { rateLimitHeaders } from '@unlatch/api/guard';
export type { Cache, CacheEntry } from './denial-memory.js';
export type { Duration } from './duration.js';
export { NoopRatelimit } from './noop.js';
export type {
  Failure,
  Limit,
  LimitOptions,
  MultiLimitRequest,
  RatelimitConfig,
  Ratelimiter,
} from './options.js';
export { type OverrideConfig, Overrides } from './overrides.js';
export { Ratelimit } from './ratelimit.js';
export type {
  MultiLimitItem,
  MultiLimitResult,
  RatelimitResponse,
  RatelimitResult,
  Source,
} from './response.js';
