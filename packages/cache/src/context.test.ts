import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ControlledStore, settle } from '../test/controlled-store.js';
import { stale } from '../test/entries.js';
import type { CacheError } from './cache-error.js';
import { DefaultStatefulContext, type ErrorHook } from './context.js';
import { createCache } from './create-cache.js';
import { Namespace } from './namespace.js';

const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);

beforeEach(() => void process.on('unhandledRejection', note));
afterEach(() => {
  process.off('unhandledRejection', note);
  expect(unhandled.splice(0)).toEqual([]);
});

/** A cache in which every background operation fails. */
async function failInBackground(onError?: ErrorHook, ctx = new DefaultStatefulContext()) {
  const [first, second] = [new ControlledStore('first'), new ControlledStore('second')];
  const { user } = createCache({
    user: new Namespace<unknown>(ctx, {
      stores: [first, second],
      fresh: 1_000,
      stale: 5_000,
      onError,
    }),
  });
  await second.inner.set('user', 'a', stale('old'));
  first.throws.set = second.throws.set = new Error('full');
  const reload = await user.swr('a', async () => Promise.reject(new Error('origin is down')));
  const load = await user.swr('b', async () => 'loaded');
  await settle();
  return [reload, load];
}

const answers = [{ val: 'old' }, { val: 'loaded' }];

describe('failures in the background', () => {
  test('are reported once each', async () => {
    const errors: CacheError[] = [];
    await failInBackground((error) => void errors.push(error));
    const seen = errors.map(({ tier, key, message }) => `${tier} ${key} ${message}`).sort();
    expect(seen).toEqual([
      'cache a origin is down',
      'first a full',
      'first b full',
      'second b full',
    ]);
  });

  test('do not affect callers without a hook', async () => {
    expect(await failInBackground()).toEqual(answers);
  });

  test.each<[string, ErrorHook]>([
    [
      'throws',
      () => {
        throw new Error('broken hook');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('broken hook'))],
  ])('do not affect callers when the hook %s', async (_what, hook) => {
    expect(await failInBackground(hook)).toEqual(answers);
  });
});

test('a context that throws is reported, and the caller gets its answer', async () => {
  const errors: CacheError[] = [];
  const waitUntil = () => {
    throw new Error('the request is over');
  };
  expect(await failInBackground((error) => void errors.push(error), { waitUntil })).toEqual(
    answers,
  );
  expect(errors.filter(({ message }) => message.startsWith('waitUntil threw'))).toHaveLength(3);
});
