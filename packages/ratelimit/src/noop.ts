import type { LimitOptions, MultiLimitRequest, Ratelimiter } from './options.js';
import type { MultiLimitResult, RatelimitResult } from './response.js';

/**
 * Allows everything and counts nothing, for development and tests.
 *
 * @example
 * const limiter: Ratelimiter = rootKey ? new Ratelimit(config) : new NoopRatelimit();
 */
export class NoopRatelimit implements Ratelimiter {
  async limit(_identifier: string, _options?: LimitOptions): Promise<RatelimitResult> {
    return { success: true, limit: 0, remaining: 0, reset: 0, source: 'local' };
  }

  async multiLimit(requests: readonly MultiLimitRequest[]): Promise<MultiLimitResult> {
    const limits = requests.map(({ identifier, namespace = '' }) => {
      return { namespace, identifier, success: true, limit: 0, remaining: 0, reset: 0 };
    });
    return { success: true, limits, source: 'local' };
  }

  async flush(): Promise<void> {}
}
