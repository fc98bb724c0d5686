// Written for @unkey/cache: tiers, a custom store, metrics, encryption.
import {
  CacheError,
  createCache,
  DefaultStatefulContext,
  type Metrics,
  Namespace,
  TieredStore,
} from '@unkey/cache';
import { withEncryption, withMetrics } from '@unkey/cache/middleware';
import { type Entry, MemoryStore, type Store } from '@unkey/cache/stores';

class FailingStore<TNamespace extends string, TValue> implements Store<TNamespace, TValue> {
  public readonly name = 'failing';

  public async get(
    _namespace: TNamespace,
    key: string,
  ): ReturnType<Store<TNamespace, TValue>['get']> {
    return { err: new CacheError({ tier: this.name, key, message: 'cannot read' }) };
  }

  public async set(
    _namespace: TNamespace,
    key: string,
    _entry: Entry<TValue>,
  ): ReturnType<Store<TNamespace, TValue>['set']> {
    return { err: new CacheError({ tier: this.name, key, message: 'cannot write' }) };
  }

  public async remove(
    _namespace: TNamespace,
    key: string | string[],
  ): ReturnType<Store<TNamespace, TValue>['remove']> {
    return {
      err: new CacheError({ tier: this.name, key: key.toString(), message: 'cannot remove' }),
    };
  }
}

const seen: unknown[] = [];
const metrics: Metrics = {
  emit({ latency, ...metric }) {
    seen.push([typeof latency, metric]);
  },
  async flush() {},
};

const ctx = new DefaultStatefulContext();
const persistentMap = new Map();
const unstableEvictOnSet = { frequency: 1, maxItems: 100 };
const memory = new MemoryStore<string, string>({ persistentMap, unstableEvictOnSet });
const measured = withMetrics(metrics).wrap(memory);
const encryption = await withEncryption<string, string>(btoa('k'.repeat(32)));
const encrypted = encryption.wrap(new MemoryStore({ persistentMap: new Map() }));
const off: Store<string, string> | undefined = undefined;

const cache = createCache({
  tiered: new Namespace<string>(ctx, {
    stores: [new TieredStore(ctx, [measured, off])],
    fresh: 60_000,
    stale: 60_000,
  }),
  secret: new Namespace<string>(ctx, { stores: [encrypted], fresh: 60_000, stale: 60_000 }),
  failing: new Namespace<string>(ctx, { stores: [new FailingStore()], fresh: 1, stale: 2 }),
});

const results: unknown[] = [];
results.push(await cache.tiered.get('a'));
results.push(await cache.tiered.set('a', 'value'));
results.push(await cache.tiered.get('a'));
results.push(await cache.tiered.remove('a'));
results.push(await cache.secret.set('a', 'value'));
results.push(await cache.secret.get('a'));

const { err } = await cache.failing.get('a');
results.push({ name: err?.name, tier: err?.tier, key: err?.key, message: err?.message });

export const outcome = { results, seen, size: persistentMap.size };
