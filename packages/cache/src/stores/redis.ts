import type { AnyValue } from '../store.js';
import { type PrefixedStoreConfig, TextStore } from './text-store.js';

/** The part of a client of ioredis or iovalkey that the store needs. */
export interface IoredisClient {
  get(key: string): Promise<string | null>;
  psetex(key: string, ms: number, value: string): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

/** The part of a client of redis (node-redis) that the store needs. */
export interface NodeRedisClient {
  get(key: string): Promise<unknown>;
  pSetEx(key: string, ms: number, value: string): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

export interface RedisStoreConfig extends PrefixedStoreConfig {
  /** A client of ioredis, iovalkey or redis, for one server or a cluster. */
  client: IoredisClient | NodeRedisClient;
}

/**
 * Stores entries in Redis or Valkey, which drops them when they expire.
 *
 * @example
 * const store = new RedisStore({ client: new Redis('redis://localhost:6379') });
 */
export class RedisStore<TNamespace extends string, TValue = AnyValue> extends TextStore<
  TNamespace,
  TValue
> {
  readonly name = 'redis';

  constructor(config: RedisStoreConfig) {
    const { client, keyPrefix = 'cache:' } = config;
    const driver = {
      read: async (id: string) => {
        const text = await client.get(id);
        if (text === null || typeof text === 'string') return text;
        throw new TypeError('the client has to give texts, not buffers');
      },
      write: (id: string, text: string, { remainingMs }: { remainingMs: number }) =>
        'pSetEx' in client
          ? client.pSetEx(id, remainingMs, text)
          : client.psetex(id, remainingMs, text),
      // One command for each key, because in a cluster the keys may be on different nodes.
      remove: (ids: string[]) => Promise.all(ids.map((id) => client.del(id))),
    };
    super(driver, config, keyPrefix);
  }
}
