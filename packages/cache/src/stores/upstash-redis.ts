import type { AnyValue } from '../store.js';
import { type PrefixedStoreConfig, TextStore } from './text-store.js';

/** The part of a client of @upstash/redis that the store needs. */
export interface UpstashClient {
  get(key: string): Promise<unknown>;
  psetex(key: string, ms: number, value: string): Promise<unknown>;
  del(...keys: string[]): Promise<unknown>;
}

export interface UpstashRedisStoreConfig extends PrefixedStoreConfig {
  /** A client of @upstash/redis. */
  redis: UpstashClient;
}

/**
 * Stores entries in Redis at Upstash, over HTTP. Redis drops them when they expire.
 *
 * @example
 * const store = new UpstashRedisStore({ redis: new Redis({ url, token }) });
 */
export class UpstashRedisStore<TNamespace extends string, TValue = AnyValue> extends TextStore<
  TNamespace,
  TValue
> {
  readonly name = 'upstash-redis';

  constructor(config: UpstashRedisStoreConfig) {
    const { redis, keyPrefix = 'cache:' } = config;
    const driver = {
      read: async (id: string) => {
        const kept = await redis.get(id);
        if (kept === null || kept === undefined) return undefined;
        // By default the client has parsed text that looks like JSON.
        return typeof kept === 'string' ? kept : JSON.stringify(kept);
      },
      write: (id: string, text: string, { remainingMs }: { remainingMs: number }) =>
        redis.psetex(id, remainingMs, text),
      remove: (ids: string[]) => redis.del(...ids),
    };
    super(driver, config, keyPrefix);
  }
}
