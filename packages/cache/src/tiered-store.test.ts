import { describe, expect, test } from 'vitest';
import { ControlledStore, deferred, settle } from '../test/controlled-store.js';
import { entryOf, expired, stale } from '../test/entries.js';
import { testStore } from '../test/store-conformance.js';
import { CacheError } from './cache-error.js';
import { nowMs } from './clock.js';
import type { Store } from './store.js';
import { MemoryStore } from './stores/memory.js';
import { TieredStore } from './tiered-store.js';

const nowhere = { waitUntil() {} };

testStore(() => new TieredStore(nowhere, [new MemoryStore(), undefined, new MemoryStore()]));

function setUp() {
  const [first, second, third] = [
    new ControlledStore('first'),
    new ControlledStore('second'),
    new ControlledStore('third'),
  ];
  const background: Promise<unknown>[] = [];
  const errors: CacheError[] = [];
  const ctx = { waitUntil: (promise: Promise<unknown>) => void background.push(promise) };
  const tiered = new TieredStore(ctx, [first, second, third], {
    onError: (error) => void errors.push(error),
  });
  return { tiered, first, second, third, background, errors };
}

const valueIn = async (store: Store<string, unknown>) => (await store.get('n', 'k')).val?.value;

describe('a read', () => {
  test('ends at the first store that has the entry', async () => {
    const { tiered, first, second } = setUp();
    await first.inner.set('n', 'k', entryOf('first'));
    expect((await tiered.get('n', 'k')).val?.value).toBe('first');
    expect(second.calls.get).toBe(0);
  });

  test('copies an entry, times included, to all stores before that store', async () => {
    const { tiered, first, second, third, background } = setUp();
    const entry = entryOf('deep');
    await third.inner.set('n', 'k', entry);
    expect(await tiered.get('n', 'k')).toEqual({ val: entry });
    expect(background).toHaveLength(1);
    await background[0];
    for (const store of [first, second]) {
      expect(await store.inner.get('n', 'k')).toEqual({ val: entry });
    }
    expect(third.calls.set).toBe(0);
    await tiered.get('n', 'k');
    expect(third.calls.get).toBe(1);
  });

  test('of a stale entry asks the next store first, and copies a fresh one to the front', async () => {
    const { tiered, first, second, third, background } = setUp();
    await first.inner.set('n', 'k', stale('old'));
    const fresh = entryOf('new');
    await second.inner.set('n', 'k', fresh);
    expect(await tiered.get('n', 'k')).toEqual({ val: fresh });
    expect(third.calls.get).toBe(0);
    await background[0];
    expect(await first.inner.get('n', 'k')).toEqual({ val: fresh });
    expect([first.calls.set, second.calls.set]).toEqual([1, 0]);
  });

  test('of stale entries only gives the freshest, and copies it only where an older one is', async () => {
    const { tiered, first, second, third, background } = setUp();
    const atMs = nowMs();
    const aged = (value: string, ms: number) => entryOf(value, { freshUntil: atMs - ms });
    await first.inner.set('n', 'k', aged('oldest', 30));
    await second.inner.set('n', 'k', aged('newest', 10));
    await third.inner.set('n', 'k', aged('older', 20));
    expect(await valueIn(tiered)).toBe('newest');
    await Promise.all(background);
    expect(await valueIn(first.inner)).toBe('newest');
    expect(await valueIn(third.inner)).toBe('older');
    expect([first.calls.set, second.calls.set, third.calls.set]).toEqual([1, 0, 0]);
  });

  test('of a stale entry gives it if the other stores have none, or fail', async () => {
    const { tiered, first, third, background, errors } = setUp();
    await first.inner.set('n', 'k', stale('old'));
    third.throws.get = new Error('down');
    expect(await valueIn(tiered)).toBe('old');
    expect(background).toHaveLength(0);
    expect(errors).toMatchObject([{ tier: 'third' }]);
  });

  test('ignores an expired entry that a store returns', async () => {
    const { second } = setUp();
    const careless: Store<string, unknown> = {
      name: 'careless',
      get: async () => ({ val: expired('gone') }),
      set: async () => ({ val: undefined }),
      remove: async () => ({ val: undefined }),
    };
    await second.inner.set('n', 'k', entryOf('good'));
    expect(await valueIn(new TieredStore(nowhere, [careless, second]))).toBe('good');
    expect(await new TieredStore(nowhere, [careless]).get('n', 'k')).toEqual({ val: undefined });
  });

  test('skips a store that fails, reports the failure, and copies nothing to the store', async () => {
    const { tiered, first, second, third, errors } = setUp();
    first.throws.get = new Error('down');
    await third.inner.set('n', 'k', entryOf('deep'));
    expect(await valueIn(tiered)).toBe('deep');
    await settle();
    expect(errors).toMatchObject([{ tier: 'first', key: 'k', message: 'down' }]);
    expect([first.calls.set, second.calls.set]).toEqual([0, 1]);
  });

  test('is an error when no store has the entry and one failed', async () => {
    const { tiered, first, third, errors } = setUp();
    first.throws.get = new Error('down');
    third.throws.get = new Error('down too');
    expect((await tiered.get('n', 'k')).err).toMatchObject({ tier: 'first', message: 'down' });
    expect(errors).toMatchObject([{ tier: 'third' }]);
  });

  test('reports a copy that fails', async () => {
    const { tiered, first, second, errors } = setUp();
    first.throws.set = new Error('full');
    await second.inner.set('n', 'k', entryOf('deep'));
    expect(await valueIn(tiered)).toBe('deep');
    await settle();
    expect(errors).toMatchObject([{ tier: 'first', message: 'full' }]);
  });

  test('treats a store that returns undefined as failed', async () => {
    // As a JavaScript program might do.
    const empty = JSON.parse('{"name":"empty"}');
    empty.get = empty.set = empty.remove = async () => undefined;
    const tiered = new TieredStore<string, unknown>(nowhere, [empty]);
    for (const result of [
      await tiered.get('n', 'k'),
      await tiered.set('n', 'k', entryOf(1)),
      await tiered.remove('n', 'k'),
    ]) {
      expect(result.err).toBeInstanceOf(CacheError);
    }
  });
});

describe('a change', () => {
  test('goes to all stores although one fails, and reports the failure', async () => {
    const { tiered, first, second, third, errors } = setUp();
    second.throws.set = new Error('full');
    third.throws.set = new Error('full too');
    const { err } = await tiered.set('n', 'k', entryOf('value'));
    expect(err).toMatchObject({ tier: 'second', message: 'full' });
    expect(errors).toMatchObject([{ tier: 'third' }]);
    expect(await valueIn(first.inner)).toBe('value');

    await first.inner.set('n', 'other', entryOf('value'));
    expect(await tiered.remove('n', ['k', 'other'])).toEqual({ val: undefined });
    expect(await valueIn(first.inner)).toBeUndefined();
  });

  test.each([
    ['set', 'new'],
    ['remove', undefined],
  ] as const)(
    '%s is not undone by a copy of an entry that was read before it',
    async (act, expected) => {
      const { tiered, first, second } = setUp();
      await second.inner.set('n', 'k', entryOf('old'));
      const slowRead = deferred();
      second.after.get = slowRead.promise;
      const read = tiered.get('n', 'k');
      await settle();
      if (act === 'set') await tiered.set('n', 'k', entryOf('new'));
      else await tiered.remove('n', 'k');
      slowRead.resolve();
      expect((await read).val?.value).toBe('old');
      await settle();
      expect(await valueIn(first.inner)).toBe(expected);
    },
  );

  test('waits for a copy that is being written', async () => {
    const { tiered, first, second } = setUp();
    await second.inner.set('n', 'k', entryOf('old'));
    const slowWrite = deferred();
    first.before.set = slowWrite.promise;
    await tiered.get('n', 'k');
    const removed = tiered.remove('n', 'k');
    await settle();
    slowWrite.resolve();
    await removed;
    expect(await valueIn(first.inner)).toBeUndefined();
  });

  test('is not undone by a copy of an entry that was read during the change', async () => {
    const { tiered, first, second } = setUp();
    await second.inner.set('n', 'k', entryOf('old'));
    const slowRemove = deferred();
    second.before.remove = slowRemove.promise;
    const removed = tiered.remove('n', 'k');
    await settle();
    expect(await valueIn(tiered)).toBe('old');
    slowRemove.resolve();
    await removed;
    await settle();
    expect(await valueIn(first.inner)).toBeUndefined();
  });
});
