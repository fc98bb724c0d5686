import { describe, expect, test, vi } from 'vitest';
import { ControlledStore, deferred, settle } from '../test/controlled-store.js';
import { useFakeTime } from '../test/fake-time.js';
import { createCache } from './create-cache.js';
import { Namespace } from './namespace.js';

const FRESH_MS = 1_000;
const STALE_MS = 5_000;

function setUp() {
  const store = new ControlledStore<string>();
  const options = { stores: [store], fresh: FRESH_MS, stale: STALE_MS };
  const ctx = { waitUntil() {} };
  const { user, team } = createCache({
    user: new Namespace<string>(ctx, options),
    team: new Namespace<string>(ctx, options),
  });
  const load = deferred<string>();
  const loader = vi.fn(() => load.promise);
  return { store, user, team, load, loader };
}

const time = useFakeTime();

const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

describe('callers at the same time', () => {
  test('share one read, one load and one write', async () => {
    const { user, store, load, loader } = setUp();
    const results = times(50, () => user.swr('a', loader));
    await settle();
    load.resolve('value');
    expect(await Promise.all(results)).toEqual(times(50, () => ({ val: 'value' })));
    await settle();
    expect(loader).toHaveBeenCalledTimes(1);
    expect(store.calls).toEqual({ get: 1, set: 1, remove: 0 });
  });

  test('share one reload of a stale value', async () => {
    const { user, load, loader } = setUp();
    await user.set('a', 'old');
    time.advance(FRESH_MS);
    expect(await Promise.all(times(20, () => user.swr('a', loader)))).toEqual(
      times(20, () => ({ val: 'old' })),
    );
    expect(await user.swr('a', loader)).toEqual({ val: 'old' });
    load.resolve('new');
    await settle();
    expect(await user.swr('a', loader)).toEqual({ val: 'new' });
    expect(loader).toHaveBeenCalledTimes(1);
  });

  test('get the same error, after which the next caller loads again', async () => {
    const { user, load, loader } = setUp();
    const results = times(5, () => user.swr('a', loader));
    await settle();
    load.reject(new DOMException('The user went away', 'AbortError'));
    const errors = (await Promise.all(results)).map(({ err }) => err);
    expect(new Set(errors).size).toBe(1);
    expect(errors[0]).toMatchObject({ message: 'The user went away' });
    expect(await user.swr('a', async () => 'value')).toEqual({ val: 'value' });
  });

  test('do not share a load of another key or namespace', async () => {
    const { user, team } = setUp();
    const results = [
      user.swr('a', async () => 'user a'),
      user.swr('b', async () => 'user b'),
      team.swr('a', async () => 'team a'),
    ];
    expect(await Promise.all(results)).toEqual([
      { val: 'user a' },
      { val: 'user b' },
      { val: 'team a' },
    ]);
  });
});

describe('between the load and the end of its write', () => {
  test('callers get the loaded value, whether or not they have read the store', async () => {
    const { user, store, load, loader } = setUp();
    const write = deferred();
    store.before.set = write.promise;
    load.resolve('value');
    expect(await user.swr('a', loader)).toEqual({ val: 'value' });
    expect(await user.swr('a', loader)).toEqual({ val: 'value' });

    // This caller reads before the write, and its read ends after the write.
    const slowRead = deferred();
    store.after.get = slowRead.promise;
    const late = user.swr('a', loader);
    await settle();
    write.resolve();
    await settle();
    slowRead.resolve();
    expect(await late).toEqual({ val: 'value' });
    expect(loader).toHaveBeenCalledTimes(1);
  });

  test('no caller gets it after it stopped being fresh, however long the write takes', async () => {
    const { user, store, load, loader } = setUp();
    store.before.set = deferred().promise;
    load.resolve('value');
    await user.swr('a', loader);
    time.advance(FRESH_MS);
    expect(await user.swr('a', async () => 'newer')).toEqual({ val: 'newer' });
  });
});

describe('a change of the key', () => {
  test.each([
    ['set', 'theirs'],
    ['remove', undefined],
  ] as const)('%s while a load is running is not overwritten by it', async (act, expected) => {
    const { user, load, loader } = setUp();
    const waiting = user.swr('a', loader);
    await settle();
    if (act === 'set') await user.set('a', 'theirs');
    else await user.remove('a');
    load.resolve('loaded before');
    expect(await waiting).toEqual({ val: 'loaded before' });
    await settle();
    expect(await user.get('a')).toEqual({ val: expected });
  });

  test('during the write of a load comes after that write', async () => {
    const { user, store, load, loader } = setUp();
    const write = deferred();
    store.before.set = write.promise;
    load.resolve('loaded before');
    await user.swr('a', loader);
    await settle();
    const removed = user.remove('a');
    write.resolve();
    await removed;
    expect(await user.get('a')).toEqual({ val: undefined });
  });

  test('is seen by every later caller, even if an earlier read or load still runs', async () => {
    const { user, store, loader } = setUp();
    await user.set('a', 'old');
    const slowRead = deferred();
    store.after.get = slowRead.promise;
    const before = user.get('a');
    await settle();
    delete store.after.get;
    await user.set('a', 'new');
    expect(await user.get('a')).toEqual({ val: 'new' });
    slowRead.resolve();
    expect(await before).toEqual({ val: 'old' });

    const waiting = user.swr('b', loader);
    await settle();
    await user.remove('b');
    expect(await user.swr('b', async () => 'after')).toEqual({ val: 'after' });
    void waiting;
  });

  test('is seen even by callers that share a read that began during the change', async () => {
    const { user, store } = setUp();
    await user.set('a', 'old');
    const [slowRead, slowRemove] = [deferred(), deferred()];
    store.before.remove = slowRemove.promise;
    const removed = user.remove('a');
    store.after.get = slowRead.promise;
    const during = user.get('a');
    await settle();
    delete store.after.get;
    slowRemove.resolve();
    await removed;
    expect(await user.get('a')).toEqual({ val: undefined });
    slowRead.resolve();
    expect(await during).toEqual({ val: 'old' });
  });

  test('that fails does not prevent later loads from being stored', async () => {
    const { user, store } = setUp();
    store.throws.remove = new Error('down');
    expect((await user.remove('a')).err?.message).toBe('down');
    await user.swr('a', async () => 'value');
    await settle();
    expect(await user.get('a')).toEqual({ val: 'value' });
  });
});
