import { attempt } from '../attempt.js';
import { nowMs } from '../clock.js';
import type { Metrics } from '../metrics.js';
import type { Result } from '../result.js';
import type { AnyValue, Store } from '../store.js';
import type { StoreMiddleware } from './store-middleware.js';

type Operation = {
  key: string;
  /** The duration in milliseconds. */
  latency: number;
  /** The name of the store. */
  tier: string;
  namespace: string;
  /** The reason of a failure; absent after a success. */
  error?: string;
};

/** What `withMetrics` emits. */
export type Metric =
  | ({ metric: 'metric.cache.read'; hit: boolean; status?: 'fresh' | 'stale' } & Operation)
  | ({ metric: 'metric.cache.write' } & Operation)
  | ({ metric: 'metric.cache.remove' } & Operation);

/**
 * Emits a metric for each operation of a store, and for each key of a removal. What `emit` throws
 * is ignored: a metric must not break a cache.
 *
 * @example
 * const memory = withMetrics({ emit: console.log, flush: async () => {} }).wrap(new MemoryStore());
 */
export function withMetrics(metrics: Metrics<Metric>): StoreMiddleware<AnyValue> {
  return { wrap: (store) => measured(store, metrics) };
}

function measured<TNamespace extends string, TValue>(
  store: Store<TNamespace, TValue>,
  metrics: Metrics<Metric>,
): Store<TNamespace, TValue> {
  const { name } = store;

  /** Runs the operation, and emits a metric for each key that `describe` returns for its result. */
  async function measure<T>(
    namespace: string,
    keys: string | string[],
    work: () => Promise<Result<T>>,
    describe: (result: Result<T>, operation: Operation) => Metric,
  ): Promise<Result<T>> {
    const startMs = performance.now();
    const result = await attempt(name, keys, work);
    const latency = performance.now() - startMs;
    const error = result.err && { error: result.err.message };
    for (const key of [keys].flat()) {
      try {
        metrics.emit(describe(result, { key, latency, tier: name, namespace, ...error }));
      } catch {}
    }
    return result;
  }

  return {
    name,
    get: (namespace, key) =>
      measure(
        namespace,
        key,
        () => store.get(namespace, key),
        ({ val: entry }, operation) => ({
          metric: 'metric.cache.read',
          hit: entry !== undefined,
          ...(entry && { status: nowMs() < entry.freshUntil ? 'fresh' : 'stale' }),
          ...operation,
        }),
      ),
    set: (namespace, key, entry) =>
      measure(
        namespace,
        key,
        () => store.set(namespace, key, entry),
        (_result, operation) => ({ metric: 'metric.cache.write', ...operation }),
      ),
    remove: (namespace, keys) =>
      measure(
        namespace,
        keys,
        () => store.remove(namespace, keys),
        (_result, operation) => ({ metric: 'metric.cache.remove', ...operation }),
      ),
  };
}
