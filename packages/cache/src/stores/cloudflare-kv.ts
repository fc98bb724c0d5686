import type { AnyValue } from '../store.js';
import { type PrefixedStoreConfig, TextStore } from './text-store.js';

/** The shortest lifetime that KV accepts. The times in an entry end a shorter one. */
const MIN_TTL_SECONDS = 60;

/** The part of a Workers KV binding that the store needs. */
export interface KVBinding {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
  delete(key: string): Promise<void>;
}

export interface CloudflareKVStoreConfig extends PrefixedStoreConfig {
  /** The binding, such as `env.CACHE`. */
  kv: KVBinding;
}

/**
 * Stores entries in Workers KV. A change can take a minute to be visible in other places.
 *
 * @example
 * const store = new CloudflareKVStore({ kv: env.CACHE });
 */
export class CloudflareKVStore<TNamespace extends string, TValue = AnyValue> extends TextStore<
  TNamespace,
  TValue
> {
  readonly name = 'cloudflare-kv';

  constructor(config: CloudflareKVStoreConfig) {
    const { kv, keyPrefix = 'cache:' } = config;
    const driver = {
      read: (id: string) => kv.get(id),
      write: (id: string, text: string, { remainingMs }: { remainingMs: number }) => {
        const expirationTtl = Math.max(MIN_TTL_SECONDS, Math.ceil(remainingMs / 1000));
        return kv.put(id, text, { expirationTtl });
      },
      remove: (ids: string[]) => Promise.all(ids.map((id) => kv.delete(id))),
    };
    super(driver, config, keyPrefix);
  }
}
