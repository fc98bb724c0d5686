import { describe, expect, test, vi } from 'vitest';
import { ControlledStore, deferred, settle } from '../test/controlled-store.js';
import { useFakeTime } from '../test/fake-time.js';
import type { CacheError } from './cache-error.js';
import { createCache } from './create-cache.js';
import { Namespace } from './namespace.js';

const FRESH_MS = 1_000;
const STALE_MS = 5_000;

function setUp() {
  const store = new ControlledStore<string | null>();
  const background: Promise<unknown>[] = [];
  const errors: CacheError[] = [];
  const ctx = { waitUntil: (promise: Promise<unknown>) => void background.push(promise) };
  const { user } = createCache({
    user: new Namespace<string | null>(ctx, {
      stores: [store],
      fresh: FRESH_MS,
      stale: STALE_MS,
      onError: (error) => void errors.push(error),
    }),
  });
  return { store, background, errors, user };
}

const time = useFakeTime();
const becomeStale = () => time.advance(FRESH_MS);
const expire = () => time.advance(STALE_MS);

describe('get, set and remove', () => {
  test('a value is returned until it expires, stale or not', async () => {
    const { user } = setUp();
    expect(await user.get('a')).toEqual({ val: undefined });
    expect(await user.set('a', 'one')).toEqual({ val: undefined });
    time.advance(STALE_MS - 1);
    expect(await user.get('a')).toEqual({ val: 'one' });
    time.advance(1);
    expect(await user.get('a')).toEqual({ val: undefined });
  });

  test('null is a value, undefined removes', async () => {
    const { user } = setUp();
    await user.set('a', null);
    expect(await user.get('a')).toEqual({ val: null });
    // @ts-expect-error the type allows it only where values may be undefined
    await user.set('a', undefined);
    expect(await user.get('a')).toEqual({ val: undefined });
  });

  test('a lifetime that set gets applies to this value only', async () => {
    const { user } = setUp();
    await user.set('a', 'short', { fresh: 1, stale: 2 });
    await user.set('b', 'default');
    time.advance(2);
    expect([await user.get('a'), await user.get('b')]).toEqual([
      { val: undefined },
      { val: 'default' },
    ]);
  });

  test('removes one key or several', async () => {
    const { user } = setUp();
    for (const key of ['a', 'b', 'c']) await user.set(key, key);
    expect(await user.remove(['a', 'b'])).toEqual({ val: undefined });
    await user.remove('c');
    for (const key of ['a', 'b', 'c']) expect(await user.get(key)).toEqual({ val: undefined });
  });
});

describe('lifetimes that are not valid', () => {
  const make = (fresh: number, stale: number) =>
    new Namespace({ waitUntil() {} }, { stores: [], fresh, stale });

  test.each([
    [2, 1, /fresh \(2 ms\) is longer than stale \(1 ms\)/],
    [Number.NaN, 1, /fresh must be a number of milliseconds, not NaN/],
    [1, Number.POSITIVE_INFINITY, /stale must be a number of milliseconds, not Infinity/],
    [-1, 1, /fresh must be/],
  ])('are refused by the namespace: fresh %d, stale %d', (fresh, stale, message) => {
    expect(() => make(fresh, stale)).toThrow(RangeError);
    expect(() => make(fresh, stale)).toThrow(message);
  });

  test('are an error of set, which changes nothing', async () => {
    const { user } = setUp();
    await user.set('a', 'before');
    const { err } = await user.set('a', 'after', { fresh: 2, stale: 1 });
    expect(err).toMatchObject({ tier: 'cache', key: 'a', message: /longer than stale/ });
    expect(await user.get('a')).toEqual({ val: 'before' });
  });

  test('do not include fresh = stale, or a missing lifetime', () => {
    expect(make(1, 1)).toBeDefined();
    expect(make(0, 0)).toBeDefined();
  });
});

describe('swr', () => {
  test('loads on a miss, with the key, and stores the value in the background', async () => {
    const { user, background, store } = setUp();
    const load = vi.fn(async (key: string) => `value of ${key}`);
    expect(await user.swr('a', load)).toEqual({ val: 'value of a' });
    expect(load.mock.calls).toEqual([['a']]);
    expect(background).toHaveLength(1);
    await background[0];
    expect(store.calls.set).toBe(1);
    expect(await user.swr('a', load)).toEqual({ val: 'value of a' });
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('returns a stale value at once and loads a new one in the background', async () => {
    const { user, background } = setUp();
    await user.set('a', 'old');
    becomeStale();
    const loaded = deferred<string>();
    expect(await user.swr('a', () => loaded.promise)).toEqual({ val: 'old' });
    expect(background).toHaveLength(1);
    loaded.resolve('new');
    await background[0];
    expect(await user.get('a')).toEqual({ val: 'new' });
  });

  test('waits for the load when the value has expired', async () => {
    const { user } = setUp();
    await user.set('a', 'old');
    expire();
    expect(await user.swr('a', async () => 'new')).toEqual({ val: 'new' });
  });

  test('stores null and loads it once', async () => {
    const { user } = setUp();
    const load = vi.fn(async () => null);
    for (let call = 0; call < 3; call += 1) {
      expect(await user.swr('a', load)).toEqual({ val: null });
      await settle();
    }
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('does not store undefined, and writes nothing for it', async () => {
    const { user, store } = setUp();
    const load = vi.fn(async () => undefined);
    for (let call = 0; call < 3; call += 1) {
      expect(await user.swr('a', load)).toEqual({ val: undefined });
    }
    await settle();
    expect(load).toHaveBeenCalledTimes(3);
    expect(store.calls).toMatchObject({ set: 0, remove: 0 });
  });

  test('drops a stale value when the origin no longer has one', async () => {
    const { user } = setUp();
    await user.set('a', 'old');
    becomeStale();
    expect(await user.swr('a', async () => undefined)).toEqual({ val: 'old' });
    await settle();
    expect(await user.get('a')).toEqual({ val: undefined });
  });

  test('a loader that rejects, or throws at once, is an error with its cause', async () => {
    const { user } = setUp();
    const cause = new Error('origin is down');
    const rejected = await user.swr('a', async () => Promise.reject(cause));
    expect(rejected.err).toMatchObject({ tier: 'cache', key: 'a', message: 'origin is down' });
    expect(rejected.err?.cause).toBe(cause);
    const thrown = await user.swr('a', () => {
      throw 'no error object';
    });
    expect(thrown.err).toMatchObject({ message: 'no error object', cause: 'no error object' });
  });

  test('a reload that fails is reported, and the stale value stays', async () => {
    const { user, errors } = setUp();
    await user.set('a', 'old');
    becomeStale();
    expect(await user.swr('a', async () => Promise.reject(new Error('down')))).toEqual({
      val: 'old',
    });
    await settle();
    expect(errors).toMatchObject([{ tier: 'cache', key: 'a', message: 'down' }]);
    expect(await user.get('a')).toEqual({ val: 'old' });
  });

  test('a write that fails is reported, and the loaded value is returned', async () => {
    const { user, store, errors } = setUp();
    store.throws.set = new Error('disk full');
    expect(await user.swr('a', async () => 'value')).toEqual({ val: 'value' });
    await settle();
    expect(errors).toMatchObject([{ tier: 'controlled', key: 'a', message: 'disk full' }]);
  });

  test('a store that cannot be read is reported, and the loaded value is returned', async () => {
    const { user, store, errors } = setUp();
    store.throws.get = new Error('no connection');
    expect(await user.swr('a', async () => 'value')).toEqual({ val: 'value' });
    expect(errors).toMatchObject([{ tier: 'controlled', message: 'no connection' }]);
  });
});
