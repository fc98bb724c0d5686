import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { ControlledStore, deferred, settle } from '../test/controlled-store.js';
import { useFakeTime } from '../test/fake-time.js';
import type { CacheError } from './cache-error.js';
import { createCache } from './create-cache.js';
import { Namespace } from './namespace.js';
import { Pauses } from './pauses.js';

const FRESH_MS = 1_000;
const STALE_MS = 60_000;
const PAUSE_MAX_MS = 10_000;

const time = useFakeTime();

function setUp(loadTimeout?: number) {
  const errors: CacheError[] = [];
  const { user } = createCache({
    user: new Namespace<string>(
      { waitUntil() {} },
      {
        stores: [new ControlledStore<string>()],
        fresh: FRESH_MS,
        stale: STALE_MS,
        loadTimeout,
        onError: (error) => void errors.push(error),
      },
    ),
  });
  return { user, errors };
}

const down = () => Promise.reject(new Error('down'));
const up = async () => 'value';

describe('an origin that is down', () => {
  test('is asked twice by fifty calls for one key, which all get its error', async () => {
    const { user } = setUp();
    const load = vi.fn(down);
    for (let call = 0; call < 50; call += 1) {
      expect((await user.swr('a', load)).err?.message).toBe('down');
    }
    expect(load).toHaveBeenCalledTimes(2);
    expect(await user.swr('b', up)).toEqual({ val: 'value' });
  });

  test('is asked as rarely for a stale value, which all calls get', async () => {
    const { user, errors } = setUp();
    await user.set('a', 'old');
    time.advance(FRESH_MS);
    const load = vi.fn(down);
    for (let call = 0; call < 50; call += 1) {
      expect(await user.swr('a', load)).toEqual({ val: 'old' });
      await settle();
    }
    expect(load).toHaveBeenCalledTimes(2);
    expect(errors).toHaveLength(2);
  });

  test('is asked again after at most 10 s, however often it has failed', async () => {
    const { user } = setUp();
    for (let failure = 0; failure < 20; failure += 1) {
      await user.swr('a', down);
      time.advance(PAUSE_MAX_MS);
    }
    expect(await user.swr('a', up)).toEqual({ val: 'value' });
  });

  test.each(['set', 'remove'] as const)('is asked at once after a %s of the key', async (act) => {
    const { user } = setUp();
    for (const _call of [1, 2, 3]) await user.swr('a', down);
    if (act === 'set') await user.set('a', 'theirs', { fresh: 0, stale: 0 });
    else await user.remove('a');
    expect(await user.swr('a', up)).toEqual({ val: 'value' });
  });

  test('causes no pause any more once it has answered', async () => {
    const { user } = setUp();
    for (const _call of [1, 2]) await user.swr('a', down);
    time.advance(PAUSE_MAX_MS);
    await user.swr('a', up);
    time.advance(STALE_MS);
    await user.swr('a', down);
    expect(await user.swr('a', up)).toEqual({ val: 'value' });
  });
});

describe('pauses', () => {
  const error = { message: 'down' } as CacheError;

  test('never exceed 10 s, and never shrink below half of what the failures ask for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (failures) => {
        const pauses = new Pauses();
        for (let failure = 0; failure < failures; failure += 1) pauses.fail('a', error);
        const longestMs = failures < 2 ? 0 : Math.min(250 * 2 ** (failures - 2), PAUSE_MAX_MS);
        time.advance(Math.max(0, Math.floor(longestMs / 2) - 1));
        expect(pauses.current('a')).toBe(failures < 2 ? undefined : error);
        time.advance(Math.ceil(longestMs / 2) + 2);
        expect(pauses.current('a')).toBeUndefined();
      }),
    );
  });

  test('take memory for a thousand keys at most, those that failed last', () => {
    const pauses = new Pauses();
    for (const _failure of [1, 2]) {
      for (let key = 0; key < 1_500; key += 1) pauses.fail(`key ${key}`, error);
    }
    expect(pauses.size).toBe(1_000);
  });
});

describe('a load that hangs', () => {
  test('fails after 30 s, and the next caller loads', async () => {
    const { user } = setUp();
    const waiting = user.swr('a', () => new Promise(() => {}));
    await settle();
    const joined = user.swr('a', up);
    await settle();
    time.advance(29_999);
    await settle();
    time.advance(1);
    expect((await waiting).err?.message).toBe('the loader took more than 30000 ms');
    expect((await joined).err?.message).toBe('the loader took more than 30000 ms');
    expect(await user.swr('a', up)).toEqual({ val: 'value' });
  });

  test('of a stale value lets a later loader replace it, and its own late result is dropped', async () => {
    const { user, errors } = setUp(500);
    await user.set('a', 'old');
    time.advance(FRESH_MS);
    const late = deferred<string>();
    expect(await user.swr('a', () => late.promise)).toEqual({ val: 'old' });
    await settle();
    time.advance(500);
    await settle();
    expect(errors).toMatchObject([{ message: 'the loader took more than 500 ms' }]);
    expect(await user.swr('a', up)).toEqual({ val: 'old' });
    await settle();
    late.resolve('too late');
    await settle();
    expect(await user.get('a')).toEqual({ val: 'value' });
  });

  test('and fails later causes no unhandled rejection', async () => {
    const unhandled = vi.fn();
    process.once('unhandledRejection', unhandled);
    const { user } = setUp(500);
    const late = deferred<string>();
    const waiting = user.swr('a', () => late.promise);
    await settle();
    time.advance(500);
    await waiting;
    late.reject(new Error('too late'));
    await settle();
    process.removeListener('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test.each([0, -1, Number.NaN])('cannot be given %d ms', (loadTimeout) => {
    expect(() => setUp(loadTimeout)).toThrow(RangeError);
  });

  test('waits without end with Infinity', async () => {
    const { user } = setUp(Number.POSITIVE_INFINITY);
    const late = deferred<string>();
    const waiting = user.swr('a', () => late.promise);
    await settle();
    time.advance(86_400_000);
    late.resolve('value');
    expect(await waiting).toEqual({ val: 'value' });
  });
});

describe('a clock that is set back', () => {
  test('lets no value live longer than `stale`', async () => {
    const { user } = setUp();
    await user.set('a', 'old');
    time.setBack(3_600_000);
    time.advance(STALE_MS - 1);
    expect(await user.get('a')).toEqual({ val: 'old' });
    time.advance(1);
    expect(await user.get('a')).toEqual({ val: undefined });
  });

  test('never prolongs a lifetime, in any sequence of steps', async () => {
    const steps = fc.array(
      fc.record({
        passedMs: fc.integer({ min: 0, max: 2_000 }),
        backMs: fc.integer({ min: 0, max: 86_400_000 }),
      }),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const { user } = setUp();
        await user.set('a', 'old', { fresh: 500, stale: 10_000 });
        let ageMs = 0;
        for (const { passedMs, backMs } of sequence) {
          time.setBack(backMs);
          time.advance(passedMs);
          ageMs += passedMs;
          const { val } = await user.get('a');
          expect(val).toBe(ageMs < 10_000 ? 'old' : undefined);
        }
      }),
    );
  });
});
