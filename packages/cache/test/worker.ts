import { createCache, Namespace } from '../src/index.js';
import { withEncryption } from '../src/middleware.js';
import { richJson } from '../src/serializer.js';
import type { Entry, Store } from '../src/store.js';
import { CloudflareKVStore, CloudflareStore, type KVBinding, MemoryStore } from '../src/stores.js';

interface Environment {
  CACHE: KVBinding;
}

export type StoreName = 'kv' | 'cache' | 'purging';

/** A command of a test to the worker. */
export type Order =
  | { act: 'get'; store: StoreName; namespace: string; key: string }
  | { act: 'set'; store: StoreName; namespace: string; key: string; entry: Entry<unknown> }
  | { act: 'remove'; store: StoreName; namespace: string; key: string | string[] }
  | { act: 'swr'; key: string; loaded: unknown };

const persistentMap = new Map();

function storeOf(name: StoreName, env: Environment): Store<string, unknown> {
  if (name === 'kv') return new CloudflareKVStore({ kv: env.CACHE });
  const domain = 'cache.example.com';
  if (name === 'cache') return new CloudflareStore({ domain });
  return new CloudflareStore({ domain, zoneId: 'zone_1', cloudflareApiKey: 'token_1' });
}

/** A new cache for each request, over memory that stays and encrypted KV. */
async function swr(order: Order & { act: 'swr' }, env: Environment, ctx: ExecutionContext) {
  const encryption = await withEncryption(btoa('k'.repeat(32)));
  const cache = createCache({
    value: new Namespace<unknown>(ctx, {
      stores: [
        new MemoryStore({ persistentMap }),
        encryption.wrap(new CloudflareKVStore({ kv: env.CACHE })),
      ],
      fresh: 0,
      stale: 60_000,
    }),
  });
  return cache.value.swr(order.key, async () => order.loaded);
}

async function obey(order: Order, env: Environment, ctx: ExecutionContext): Promise<unknown> {
  if (order.act === 'swr') return swr(order, env, ctx);
  const { namespace, key } = order;
  const store = storeOf(order.store, env);
  if (order.act === 'get') return store.get(namespace, order.key);
  if (order.act === 'set') return store.set(namespace, order.key, order.entry);
  return store.remove(namespace, key);
}

interface ExecutionContext {
  waitUntil(promise: Promise<unknown>): void;
}

// biome-ignore lint/style/noDefaultExport: this is how a worker is found
export default {
  async fetch(request: Request, env: Environment, ctx: ExecutionContext): Promise<Response> {
    const order = richJson.parse(await request.text()) as Order;
    return new Response(richJson.stringify(await obey(order, env, ctx)));
  },
};
