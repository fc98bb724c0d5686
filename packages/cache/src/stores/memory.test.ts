import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { entryOf, expired } from '../../test/entries.js';
import { testStore } from '../../test/store-conformance.js';
import { MemoryStore } from './memory.js';

testStore(() => new MemoryStore());

describe('bounded by maxSize too', () => {
  testStore(() => new MemoryStore({ maxSize: 1e9, sizeOf: () => 1 }));
});

const keys = (map: Map<string, unknown>) => [...map.keys()].map((id) => id.replace('n::', ''));

test('evicts the least recently used entry when it is full', async () => {
  const persistentMap = new Map();
  const store = new MemoryStore({ persistentMap, maxItems: 3 });
  for (const key of ['a', 'b', 'c']) await store.set('n', key, entryOf(key));
  await store.get('n', 'a');
  await store.set('n', 'd', entryOf('d'));
  expect(keys(persistentMap)).toEqual(['c', 'a', 'd']);
  await store.set('n', 'c', entryOf('again'));
  await store.set('n', 'e', entryOf('e'));
  expect(keys(persistentMap)).toEqual(['d', 'c', 'e']);
});

test('equals a list of the most recently used entries, after any sequence of operations', async () => {
  // Enough entries that one look-up finds several, and that some of those are used again.
  const key = fc.nat(59).map(String);
  const act = fc.constantFrom('get', 'set', 'set', 'set', 'remove', 'anew');
  const steps = fc.array(fc.record({ act, key }), { maxLength: 400, size: 'max' });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 0, max: 50 }), async (steps, maxItems) => {
      const persistentMap = new Map();
      let store = new MemoryStore({ persistentMap, maxItems });
      let model: string[] = [];
      for (const { act, key } of steps) {
        const has = model.includes(key);
        const others = model.filter((one) => one !== key);
        if (act === 'anew') {
          store = new MemoryStore({ persistentMap, maxItems });
        } else if (act === 'set') {
          await store.set('n', key, entryOf(key));
          model = maxItems === 0 ? [] : [...others, key].slice(-maxItems);
        } else if (act === 'remove') {
          await store.remove('n', key);
          model = others;
        } else {
          expect((await store.get('n', key)).val?.value).toBe(has ? key : undefined);
          if (has) model = [...others, key];
        }
        expect(keys(persistentMap)).toEqual(model);
      }
    }),
  );
});

test('looks up many of the oldest entries at once, and none while it has room', async () => {
  class CountedMap extends Map {
    lookUps = 0;
    override [Symbol.iterator]() {
      this.lookUps += 1;
      return super[Symbol.iterator]();
    }
  }
  const persistentMap = new CountedMap();
  const store = new MemoryStore({ persistentMap, maxItems: 1_600 });
  const fill = async (from: number, to: number) => {
    for (let index = from; index < to; index += 1) await store.set('n', `${index}`, entryOf(index));
  };
  await fill(0, 1_600);
  expect(persistentMap.lookUps).toBe(0);
  await fill(1_600, 3_200);
  expect(persistentMap.size).toBe(1_600);
  // Each look-up finds a sixteenth of the entries.
  expect(persistentMap.lookUps).toBeLessThanOrEqual(16);
});

test('shares a Map with code that writes to it or empties it', async () => {
  const persistentMap = new Map();
  const store = new MemoryStore({ persistentMap, maxItems: 32 });
  const fill = async (prefix: string) => {
    for (let index = 0; index < 40; index += 1) {
      await store.set('n', `${prefix}${index}`, entryOf(index));
      expect(persistentMap.size).toBeLessThanOrEqual(32);
    }
  };
  await fill('a');
  persistentMap.clear();
  for (let index = 0; index < 32; index += 1) {
    persistentMap.set(`n::b${index}`, { expires: 0, entry: entryOf(index) });
  }
  await fill('c');
  const newest = Array.from({ length: 32 }, (_, index) => `c${index + 8}`);
  expect(keys(persistentMap)).toEqual(newest);
});

test('never exceeds maxSize in sum, and works on after the Map was emptied', async () => {
  const step = fc.record({
    act: fc.constantFrom('get', 'set', 'set', 'remove', 'clear'),
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    size: fc.integer({ min: 0, max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step), async (steps) => {
      const persistentMap = new Map();
      const sizeOf = (value: string) => value.length;
      for (const { act, key, size } of steps) {
        // A new store each time, as if each request made one over a Map that stays.
        const store = new MemoryStore({ persistentMap, maxSize: 10, sizeOf });
        if (act === 'clear') persistentMap.clear();
        if (act === 'get') await store.get('n', key);
        if (act === 'remove') await store.remove('n', key);
        if (act === 'set') {
          await store.set('n', key, entryOf('x'.repeat(size)));
          expect(persistentMap.has(`n::${key}`)).toBe(size <= 10);
        }
        const sizes = [...persistentMap.values()].map((slot) => slot.entry.value.length);
        expect(sizes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(10);
      }
      // The sum counts only entries that exist: as much as fits still fits.
      const store = new MemoryStore({ persistentMap, maxSize: 10, sizeOf });
      await store.remove('n', ['a', 'b', 'c', 'd', 'e']);
      for (const key of ['a', 'b']) await store.set('n', key, entryOf('12345'));
      expect(persistentMap.size).toBe(2);
    }),
  );
});

test('does not store an entry larger than maxSize, and drops the previous one of its key', async () => {
  const store = new MemoryStore({ maxSize: 3, sizeOf: (value) => value.length });
  await store.set('n', 'a', entryOf('old'));
  await store.set('n', 'a', entryOf('too large'));
  expect(await store.get('n', 'a')).toEqual({ val: undefined });
});

test('has a bound of 10 000 entries by default', async () => {
  const persistentMap = new Map();
  const store = new MemoryStore({ persistentMap });
  for (let index = 0; index < 10_100; index += 1) await store.set('n', `${index}`, entryOf(index));
  expect(persistentMap.size).toBe(10_000);
  expect(persistentMap.has('n::99')).toBe(false);
});

test('takes its bound from unstableEvictOnSet, and applies it on every set', async () => {
  const persistentMap = new Map();
  const unstableEvictOnSet = { frequency: 0, maxItems: 2 };
  const store = new MemoryStore({ persistentMap, unstableEvictOnSet });
  for (const key of ['a', 'b', 'c']) await store.set('n', key, entryOf(key));
  expect(keys(persistentMap)).toEqual(['b', 'c']);
});

test('drops an expired entry when it is read', async () => {
  const persistentMap = new Map();
  const store = new MemoryStore({ persistentMap });
  await store.set('n', 'a', expired('gone'));
  expect(await store.get('n', 'a')).toEqual({ val: undefined });
  expect(persistentMap.size).toBe(0);
});

test('an entry expires at its exact millisecond', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  try {
    const store = new MemoryStore();
    await store.set('n', 'a', entryOf('value'));
    vi.advanceTimersByTime(119_999);
    expect((await store.get('n', 'a')).val?.value).toBe('value');
    vi.advanceTimersByTime(1);
    expect(await store.get('n', 'a')).toEqual({ val: undefined });
  } finally {
    vi.useRealTimers();
  }
});

test('refuses settings without an effective bound', () => {
  expect(() => new MemoryStore({ maxItems: Number.NaN })).toThrow(RangeError);
  expect(() => new MemoryStore({ maxItems: -1 })).toThrow(/maxItems must be/);
  expect(() => new MemoryStore({ maxSize: 10 })).toThrow(/sizeOf/);
  expect(() => new MemoryStore({ maxSize: Number.NaN, sizeOf: () => 1 })).toThrow(/maxSize must/);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('cannot measure');
    },
    /cannot measure/,
  ],
  ['returns no number', () => Number.NaN, /sizeOf must return/],
])('reports a sizeOf that %s, and stores nothing', async (_what, sizeOf, message) => {
  const store = new MemoryStore({ maxSize: 10, sizeOf });
  expect((await store.set('n', 'a', entryOf(1))).err?.message).toMatch(message);
  expect(await store.get('n', 'a')).toEqual({ val: undefined });
});
