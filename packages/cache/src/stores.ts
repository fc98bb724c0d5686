// biome-ignore-all lint/performance/noBarrelFile: an entry of the package, as src/index.ts is

export type { Serializer } from './serializer.js';
export type { Entry, Store } from './store.js';
export {
  type CacheBinding,
  CloudflareStore,
  type CloudflareStoreConfig,
} from './stores/cloudflare-cache.js';
export {
  CloudflareKVStore,
  type CloudflareKVStoreConfig,
  type KVBinding,
} from './stores/cloudflare-kv.js';
export { LibSQLStore, type LibsqlClient, type LibsqlStoreConfig } from './stores/libsql.js';
export { type MemorySlot, MemoryStore, type MemoryStoreConfig } from './stores/memory.js';
export {
  type IoredisClient,
  type NodeRedisClient,
  RedisStore,
  type RedisStoreConfig,
} from './stores/redis.js';
export type { PrefixedStoreConfig, TextStoreConfig } from './stores/text-store.js';
export {
  type UpstashClient,
  UpstashRedisStore,
  type UpstashRedisStoreConfig,
} from './stores/upstash-redis.js';
