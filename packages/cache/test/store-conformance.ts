import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Store } from '../src/store.js';
import { entryOf, expired, stale } from './entries.js';

/** The guarantees of every store. `makeStore` may return stores that share their entries. */
export function testStore(makeStore: () => Store<string, unknown>): void {
  let store: Store<string, unknown>;
  /** No other test uses this name, so that tests can share a database. */
  let namespace: string;

  beforeEach(() => {
    store = makeStore();
    namespace = `ns-${randomUUID()}`;
  });

  const read = async (key: string, from = namespace) => {
    const { val, err } = await store.get(from, key);
    if (err) throw err;
    return val;
  };
  const write = async (key: string, entry = entryOf<unknown>(`value of ${key}`)) => {
    expect(await store.set(namespace, key, entry)).toEqual({ val: undefined });
    return entry;
  };

  test('has a name', () => {
    expect(store.name).toMatch(/^[a-z-]+$/);
  });

  test('returns undefined for a key that was never set', async () => {
    expect(await store.get(namespace, 'nothing')).toEqual({ val: undefined });
  });

  test('returns the entry that was set, value and times', async () => {
    const entry = await write('key');
    expect(await read('key')).toEqual(entry);
  });

  test('returns a stale entry', async () => {
    const entry = await write('key', stale('old'));
    expect(await read('key')).toEqual(entry);
  });

  test('returns the entry that was set last', async () => {
    await write('key', entryOf('first'));
    const second = await write('key', entryOf('second'));
    expect(await read('key')).toEqual(second);
  });

  test('never returns an entry that had expired when it was set', async () => {
    await write('key', expired('gone'));
    expect(await read('key')).toBeUndefined();
  });

  test('drops the previous entry when an expired one is set', async () => {
    await write('key', entryOf('earlier'));
    await write('key', expired('gone'));
    expect(await read('key')).toBeUndefined();
  });

  test('stops returning an entry when it expires', async () => {
    const soon = Date.now() + 20;
    await write('key', entryOf('short-lived', { freshUntil: soon, staleUntil: soon }));
    await vi.waitFor(async () => expect(await read('key')).toBeUndefined(), { timeout: 10_000 });
  });

  test('removes one key and leaves the others', async () => {
    await write('a');
    const b = await write('b');
    expect(await store.remove(namespace, 'a')).toEqual({ val: undefined });
    expect([await read('a'), await read('b')]).toEqual([undefined, b]);
  });

  test('removes several keys at once, and ignores keys that do not exist', async () => {
    await Promise.all([write('a'), write('b'), write('c')]);
    expect(await store.remove(namespace, ['a', 'never set', 'b'])).toEqual({ val: undefined });
    expect([await read('a'), await read('b')]).toEqual([undefined, undefined]);
    expect(await read('c')).toBeDefined();
  });

  test('removes nothing when no keys are given', async () => {
    await write('a');
    expect(await store.remove(namespace, [])).toEqual({ val: undefined });
    expect(await read('a')).toBeDefined();
  });

  test('separates namespaces, even if their names look like parts of keys', async () => {
    await store.set(`${namespace}::a`, 'b', entryOf(1));
    await store.set(namespace, 'a::b', entryOf(2));
    expect(await read('b', `${namespace}::a`)).toMatchObject({ value: 1 });
    expect(await read('a::b')).toMatchObject({ value: 2 });
    expect(await read('b')).toBeUndefined();
  });

  test.each(['', ' ', 'a b', 'ä/ö?ü#%25&=', '::', '../..', '"\'`;--', '\n', '日本', '🔑'])(
    'does not mix up the key %j with others',
    async (key) => {
      const entry = await write(`${key}x`, entryOf('x'));
      expect(await read(key)).toBeUndefined();
      await write(key, entryOf('itself'));
      expect(await read(`${key}x`)).toEqual(entry);
      expect(await read(key)).toMatchObject({ value: 'itself' });
      await store.remove(namespace, key);
      expect(await read(key)).toBeUndefined();
      expect(await read(`${key}x`)).toEqual(entry);
    },
  );

  test.each([
    ['null', null],
    ['false', false],
    ['zero', 0],
    ['an empty text', ''],
    ['text that looks like a number', '1'],
    ['text that looks like JSON', '{"a":[1]}'],
    ['emoji and control characters', '🔑 \u0000 \n "\\'],
    ['nested data', { a: [1, { b: null }], 'c d': 'e' }],
    ['a date', new Date(1_700_000_000_000)],
    ['a map of sets', new Map([['k', new Set([1, 'two'])]])],
    ['a bigint', 2n ** 80n],
    ['bytes', new Uint8Array([0, 255, 128])],
    ['an address', new URL('https://example.com/?q=1')],
    ['numbers that JSON cannot express', [Number.NaN, Number.POSITIVE_INFINITY]],
    ['data that looks like our own tags', { $type: 'Date', value: 1 }],
    ['a large text', 'x'.repeat(200_000)],
  ])('returns %s unchanged', async (_what, value) => {
    await write('key', entryOf<unknown>(value));
    expect((await read('key'))?.value).toEqual(value);
  });

  test('gives each of many concurrent operations its own result', async () => {
    const keys = Array.from({ length: 50 }, (_, index) => `key ${index}`);
    await Promise.all(keys.map((key) => write(key)));
    const values = await Promise.all(keys.map(async (key) => (await read(key))?.value));
    expect(values).toEqual(keys.map((key) => `value of ${key}`));
  });
}
