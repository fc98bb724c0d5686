// Compiled by `pnpm check`, never run: `@ts-expect-error` marks each line that must not compile.
import { createClient as createLibsqlClient } from '@libsql/client';
import { Redis as UpstashRedis } from '@upstash/redis';
import { Cluster, Redis as Iovalkey } from 'iovalkey';
import { createClient, createCluster } from 'redis';
import {
  type CacheError,
  type Context,
  createCache,
  DefaultStatefulContext,
  Namespace,
  type Store,
  TieredStore,
} from '../src/index.js';
import { withEncryption, withMetrics } from '../src/middleware.js';
import { LibSQLStore, MemoryStore, RedisStore, UpstashRedisStore } from '../src/stores.js';

interface User {
  name: string;
}

const ctx: Context = new DefaultStatefulContext();
const lifetime = { fresh: 1, stale: 2 };

// One store serves namespaces of different types.
const memory = new MemoryStore({ persistentMap: new Map() });
const cache = createCache({
  user: new Namespace<User>(ctx, { stores: [memory, undefined], ...lifetime }),
  missing: new Namespace<User | null>(ctx, { stores: [memory], ...lifetime }),
  count: new Namespace<number>(ctx, { stores: [new TieredStore(ctx, [memory])], ...lifetime }),
});

export async function valuesHaveTheTypeOfTheirNamespace(): Promise<void> {
  const { val: user } = await cache.user.get('a');
  const _user: User | undefined = user;
  // @ts-expect-error there may be none
  const _name = user.name;
  const { val: count } = await cache.count.swr('a', async () => 1);
  const _count: number | undefined = count;
  await cache.missing.set('a', null);
  // @ts-expect-error not a user
  await cache.user.set('a', { title: 'x' });
  // @ts-expect-error null is not a value here
  await cache.user.set('a', null);
  // @ts-expect-error the loader loads something else
  await cache.count.swr('a', async () => 'one');
  // @ts-expect-error no such namespace
  await cache.team.get('a');
  // @ts-expect-error both or none
  await cache.user.set('a', { name: 'x' }, { fresh: 1 });
  await cache.user.remove(['a', 'b']);
}

export async function resultsNarrow(): Promise<string> {
  const result = await cache.missing.get('a');
  if (result.err) {
    const _error: CacheError = result.err;
    // @ts-expect-error never retried
    const _retry: true = result.err.retry;
    const _nothing: undefined = result.val;
    return result.err.tier;
  }
  const _none: undefined = result.err;
  return result.val?.name ?? (result.val === null ? 'there is none' : 'not known');
}

// @ts-expect-error both times are needed
new Namespace<User>(ctx, { stores: [memory], fresh: 1 });
// @ts-expect-error a context is needed
new Namespace<User>({ stores: [memory], ...lifetime });
// @ts-expect-error a store for numbers alone keeps no users
new Namespace<User>(ctx, { stores: [new MemoryStore<string, number>()], ...lifetime });

// Arguments have the types of their packages.
export const clients: Store<string, User>[] = [
  new RedisStore({ client: new Iovalkey() }),
  new RedisStore({ client: new Cluster([]) }),
  new RedisStore({ client: createClient() }),
  new RedisStore({ client: createClient({ RESP: 3 }), serializer: JSON }),
  new RedisStore({ client: createCluster({ rootNodes: [] }) }),
  new UpstashRedisStore({ redis: new UpstashRedis({ url: '', token: '' }) }),
  new LibSQLStore({ client: createLibsqlClient({ url: '' }) }),
];

export async function middlewareComposes(): Promise<Store<string, User>> {
  const encryption = await withEncryption('');
  const metrics = withMetrics({
    emit: (metric) => {
      if (metric.metric === 'metric.cache.read') return void (metric.hit && metric.status);
      // @ts-expect-error only reads hit
      const _hit = metric.hit;
    },
    flush: async () => {},
  });
  return metrics.wrap(encryption.wrap(memory));
}
