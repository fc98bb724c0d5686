// One function for each defect of @unkey/cache. defects.test.ts runs them against both packages:
// each returns true if the defect is there.
import { createCache, DefaultStatefulContext, Namespace } from '@unkey/cache';
import { withEncryption } from '@unkey/cache/middleware';
import { type Entry, MemoryStore, type Store } from '@unkey/cache/stores';

const ctx = new DefaultStatefulContext();
const lifetime = { fresh: 60_000, stale: 120_000 };
const newMemory = () => new MemoryStore<string, string>({ persistentMap: new Map() });
const encryption = await withEncryption<string, string>(btoa('k'.repeat(32)));

const later = () => new Promise((resolve) => setImmediate(resolve));

function entryOf(value: string, freshForMs = 60_000): Entry<string> {
  return { value, freshUntil: Date.now() + freshForMs, staleUntil: Date.now() + 120_000 };
}

function cacheOf(...stores: Store<string, string>[]) {
  return createCache({ n: new Namespace<string>(ctx, { stores, ...lifetime }) }).n;
}

/** A store whose every operation throws. */
function throwing(): Store<string, string> {
  const fail = async () => {
    throw new Error('broken');
  };
  return { name: 'throwing', get: fail, set: fail, remove: fail };
}

/** A store that reports an error for every operation. */
function failing(): Store<string, string> {
  const err = { name: 'CacheError', retry: false, tier: 'failing', key: 'k', message: 'broken' };
  const fail = async () => JSON.parse(JSON.stringify({ err }));
  return { name: 'failing', get: fail, set: fail, remove: fail };
}

export async function hitInTier2LeavesTier1Empty(): Promise<boolean> {
  const [tier1, tier2] = [newMemory(), newMemory()];
  await tier2.set('n', 'k', entryOf('value'));
  await cacheOf(tier1, tier2).get('k');
  await later();
  return (await tier1.get('n', 'k')).val === undefined;
}

export async function failingReloadIsUnhandled(): Promise<boolean> {
  const memory = newMemory();
  await memory.set('n', 'k', entryOf('value', -1));
  const reasons: unknown[] = [];
  // The test runner listens too, and would report this as an error of its own.
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => reasons.push(reason));
  await cacheOf(memory).swr('k', () => Promise.reject(new Error('origin is down')));
  for (let turn = 0; turn < 3; turn += 1) await later();
  process.removeAllListeners('unhandledRejection');
  for (const listener of listeners) process.on('unhandledRejection', listener);
  return reasons.length > 0;
}

export async function encryptionChangesTheEntryOfAnotherTier(): Promise<boolean> {
  const cache = cacheOf(newMemory(), encryption.wrap(newMemory()));
  await cache.set('k', 'value');
  return (await cache.get('k')).val !== 'value';
}

export async function encryptedMemoryIsReadableOnce(): Promise<boolean> {
  const store = encryption.wrap(newMemory());
  await store.set('n', 'k', entryOf('value'));
  await store.get('n', 'k');
  const { val } = await store.get('n', 'k');
  return val?.value !== 'value';
}

export async function encryptedRemoveOfSeveralRemovesNone(): Promise<boolean> {
  const store = encryption.wrap(newMemory());
  for (const key of ['a', 'b']) await store.set('n', key, entryOf('value'));
  await store.remove('n', ['a', 'b']);
  return (await store.get('n', 'a')).val !== undefined;
}

export async function errorInTier1HidesTier2(): Promise<boolean> {
  const memory = newMemory();
  await memory.set('n', 'k', entryOf('value'));
  return (await cacheOf(failing(), memory).get('k')).val !== 'value';
}

export async function errorInTheStoreHidesTheLoader(): Promise<boolean> {
  return (await cacheOf(failing()).swr('k', async () => 'value')).val !== 'value';
}

export async function storeThatThrowsRejectsTheCall(): Promise<boolean> {
  const cache = cacheOf(throwing());
  const calls = [cache.get('k'), cache.set('k', 'value'), cache.remove('k')];
  return (await Promise.allSettled(calls)).some(({ status }) => status === 'rejected');
}

export async function failedWritesAndRemovalsAreReportedAsDone(): Promise<boolean> {
  const cache = cacheOf(failing());
  return !(await cache.set('k', 'value')).err || !(await cache.remove('k')).err;
}

export async function freshLongerThanStaleIsTaken(): Promise<boolean> {
  try {
    new Namespace<string>(ctx, { stores: [], fresh: 2, stale: 1 });
    return true;
  } catch {
    return false;
  }
}

export async function expiredEntryIsReturned(): Promise<boolean> {
  const memory = newMemory();
  await memory.set('n', 'k', { value: 'old', freshUntil: 1, staleUntil: 1 });
  return (await memory.get('n', 'k')).val !== undefined;
}

export async function memoryGrowsWithoutBound(): Promise<boolean> {
  const persistentMap = new Map();
  const memory = new MemoryStore<string, string>({ persistentMap });
  for (let key = 0; key < 10_100; key += 1) await memory.set('n', String(key), entryOf('value'));
  return persistentMap.size > 10_000;
}
