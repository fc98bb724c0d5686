import type { Namespace } from './namespace.js';
import { type CacheNamespace, SwrCache } from './swr-cache.js';

/** The result of `createCache`: one typed cache for each name. */
export type Cache<TNamespaces extends Record<string, unknown>> = {
  [TName in keyof TNamespaces]: CacheNamespace<TNamespaces[TName]>;
};

/**
 * Makes a cache of namespaces. It holds what concurrent callers share, so make one and share it. If
 * every request has a context of its own, make one cache per request and share the stores.
 *
 * @example
 * const cache = createCache({
 *   user: new Namespace<User>(ctx, { stores: [new MemoryStore()], fresh: 60_000, stale: 900_000 }),
 * });
 * const { val: user } = await cache.user.swr('u1', loadUser);
 */
export function createCache<TNamespaces extends Record<string, unknown>>(
  namespaces: {
    [TName in keyof TNamespaces]: Namespace<TNamespaces[TName]>;
  },
): Cache<TNamespaces> {
  const caches = Object.entries<Namespace<unknown>>(namespaces).map(([name, settings]) => [
    name,
    new SwrCache(name, settings),
  ]);
  // Each name has the cache of its own namespace. The type of Object.entries cannot express that.
  return Object.fromEntries(caches) as Cache<TNamespaces>;
}
