import { expect, test } from 'vitest';
import { ControlledStore } from '../../test/controlled-store.js';
import { entryOf, stale } from '../../test/entries.js';
import { testStore } from '../../test/store-conformance.js';
import { TieredStore } from '../tiered-store.js';
import { type Metric, withMetrics } from './metrics.js';

function setUp(name = 'inner') {
  const inner = new ControlledStore(name);
  const metrics: Metric[] = [];
  const emit = (metric: Metric) => void metrics.push(metric);
  const store = withMetrics({ emit, flush: async () => {} }).wrap(inner);
  return { inner, store, metrics };
}

testStore(() => setUp().store);

const latency = expect.any(Number);

test('a read says whether it hit, and whether the entry was fresh', async () => {
  const { inner, store, metrics } = setUp();
  await inner.set('n', 'fresh', entryOf(1));
  await inner.set('n', 'stale', stale(1));
  for (const key of ['none', 'fresh', 'stale']) await store.get('n', key);
  const common = { metric: 'metric.cache.read', tier: 'inner', namespace: 'n', latency };
  expect(metrics).toEqual([
    { ...common, key: 'none', hit: false },
    { ...common, key: 'fresh', hit: true, status: 'fresh' },
    { ...common, key: 'stale', hit: true, status: 'stale' },
  ]);
});

test('a write is one metric, a removal one for each key', async () => {
  const { store, metrics } = setUp();
  await store.set('n', 'a', entryOf(1));
  await store.remove('n', ['a', 'b']);
  const common = { tier: 'inner', namespace: 'n', latency };
  expect(metrics).toEqual([
    { ...common, metric: 'metric.cache.write', key: 'a' },
    { ...common, metric: 'metric.cache.remove', key: 'a' },
    { ...common, metric: 'metric.cache.remove', key: 'b' },
  ]);
});

test('a failure is measured, and returned', async () => {
  const { inner, store, metrics } = setUp();
  inner.throws.get = new Error('down');
  expect((await store.get('n', 'a')).err).toMatchObject({ tier: 'inner', message: 'down' });
  expect(metrics).toMatchObject([{ hit: false, error: 'down' }]);
});

test('a sink that throws does not break the operation', async () => {
  const sink = { emit: () => expect.fail('broken sink'), flush: async () => {} };
  const store = withMetrics(sink).wrap(new ControlledStore());
  expect(await store.set('n', 'a', entryOf(1))).toEqual({ val: undefined });
  expect((await store.get('n', 'a')).val?.value).toBe(1);
});

test('each tier is measured under its own name', async () => {
  const [first, second] = [setUp('first'), setUp('second')];
  const tiered = new TieredStore({ waitUntil() {} }, [first.store, second.store]);
  await tiered.get('n', 'a');
  expect([...first.metrics, ...second.metrics].map(({ tier }) => tier)).toEqual([
    'first',
    'second',
  ]);
});
