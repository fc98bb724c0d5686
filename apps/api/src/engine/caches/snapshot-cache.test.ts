import { describe, expect, it } from 'vitest';
import {
  createCache,
  DOWN,
  FIRST,
  SECOND,
  type Snapshot,
  turn,
} from '../../../test/snapshot-cache.js';
import type { SnapshotCache } from './snapshot-cache.js';

describe('a snapshot in memory', () => {
  it('is returned without a promise and without the source', async () => {
    const { cache, loads, fill } = createCache();
    await fill('a', FIRST);
    expect(cache.get('a')).toBe(FIRST);
    expect(loads).toHaveLength(1);
  });

  it('that is known to be missing is answered from memory too', async () => {
    const { cache, loads, fill } = createCache();
    await fill('a', null);
    expect(cache.get('a')).toBeNull();
    expect(loads).toHaveLength(1);
  });

  it('outlives a change that names another key or a group that it is not in', async () => {
    const { cache, fill } = createCache();
    await fill('a', FIRST);
    cache.drop('b');
    cache.dropGroup('api 2');
    expect(cache.get('a')).toBe(FIRST);
  });

  it.each<[string, (cache: SnapshotCache<Snapshot>) => void]>([
    ['its key', (cache) => cache.drop('a')],
    ['its group', (cache) => cache.dropGroup('api 1')],
    ['everything', (cache) => cache.dropAll()],
  ])('is loaded again after a change of %s', async (_, change) => {
    const { cache, fill } = createCache();
    await fill('a', FIRST);
    change(cache);
    await fill('a', SECOND);
    expect(cache.get('a')).toBe(SECOND);
  });

  it.each<[string, (cache: SnapshotCache<Snapshot>) => void]>([
    ['its key', (cache) => cache.drop('a')],
    ['everything', (cache) => cache.dropAll()],
  ])('stops being known as missing after a change of %s', async (_, change) => {
    const { cache, fill } = createCache();
    await fill('a', null);
    change(cache);
    await fill('a', FIRST);
  });

  it('that vanished together with its group is then known to be missing', async () => {
    const { cache, loads, fill } = createCache();
    await fill('a', FIRST);
    cache.dropGroup('api 1');
    await fill('a', null);
    expect(cache.get('a')).toBeNull();
    expect(loads).toHaveLength(2);
  });

  it('is not used while changes may have been missed, and is used again when none were', async () => {
    const { cache, feed, fill } = createCache();
    await fill('a', FIRST);
    await fill('b', null);
    feed.isCurrent = false;
    await fill('a', SECOND);
    await fill('a', SECOND);
    await fill('b', null);
    feed.isCurrent = true;
    expect(cache.get('a')).toBe(SECOND);
    expect(cache.get('b')).toBeNull();
  });
});

describe('a read anew', () => {
  it('waits for the source although the key is in memory, and replaces the entry', async () => {
    const { cache, nextLoad, fill } = createCache();
    await fill('a', null);
    const read = cache.getAnew('a');
    (await nextLoad()).answer({ a: FIRST });
    expect(await read).toBe(FIRST);
    expect(cache.get('a')).toBe(FIRST);
  });

  it('does not join a load under way, and the result of that load is not stored', async () => {
    const { cache, nextLoad } = createCache();
    const read = cache.get('a');
    const load = await nextLoad();
    const readAnew = cache.getAnew('a');
    (await nextLoad()).answer({ a: SECOND });
    expect(await readAnew).toBe(SECOND);
    load.answer({ a: FIRST });
    expect(await read).toBe(FIRST);
    expect(cache.get('a')).toBe(SECOND);
  });

  it('shares its load with all reads of the same iteration of the event loop', async () => {
    const { cache, loads, nextLoad } = createCache();
    const reads = [cache.get('a'), cache.getAnew('a'), cache.getAnew('a')].map(
      async (read) => read,
    );
    (await nextLoad()).answer({ a: FIRST });
    expect(await Promise.all(reads)).toEqual([FIRST, FIRST, FIRST]);
    expect(loads.map((load) => load.keys)).toEqual([['a']]);
  });
});

describe('a fill', () => {
  it('is shared by all requests for its key until it ends', async () => {
    const { cache, loads, nextLoad } = createCache();
    const first = cache.get('a');
    const load = await nextLoad();
    const second = cache.get('a');
    await turn();
    load.answer({ a: FIRST });
    expect(await Promise.all([first, second])).toEqual([FIRST, FIRST]);
    expect(loads).toHaveLength(1);
  });

  it('is part of one statement with all others of the same iteration of the event loop', async () => {
    const { cache, loads, nextLoad } = createCache();
    const reads = ['a', 'b', 'c'].map(async (key) => cache.get(key));
    (await nextLoad()).answer({ a: FIRST, c: SECOND });
    expect(await Promise.all(reads)).toEqual([FIRST, null, SECOND]);
    expect(loads.map((load) => load.keys)).toEqual([['a', 'b', 'c']]);
  });

  it('never makes a statement of more than 500 keys', async () => {
    const { cache, loads } = createCache();
    const keys = Array.from({ length: 1001 }, (_, index) => `key ${index}`);
    for (const key of keys) void cache.get(key);
    await turn();
    expect(loads.map((load) => load.keys.length)).toEqual([500, 500, 1]);
    expect(loads.flatMap((load) => load.keys)).toEqual(keys);
  });

  it('waits while four loads are under way, and is then loaded together with all that have waited', async () => {
    const { cache, loads } = createCache();
    const reads: unknown[] = [];
    for (let index = 0; index < 100; index++) {
      reads.push(cache.get(`key ${index}`));
      await turn();
    }
    expect(loads.map((load) => load.keys.length)).toEqual([1, 1, 1, 1]);
    loads[2]?.answer({});
    await turn();
    expect(loads.map((load) => load.keys.length)).toEqual([1, 1, 1, 1, 96]);
    for (const load of loads) load.answer({});
    expect(new Set(await Promise.all(reads))).toEqual(new Set([null]));
  });

  it('that fails is an error also for requests whose load has not begun, and none of them waits on', async () => {
    const { cache, loads, fill } = createCache();
    const reads: unknown[] = [];
    for (let index = 0; index < 6; index++) {
      reads.push(cache.get(`key ${index}`));
      await turn();
    }
    const outcomes = Promise.allSettled(reads);
    for (const load of loads) load.fail(DOWN);
    expect(await outcomes).toEqual(Array(6).fill({ status: 'rejected', reason: DOWN }));
    expect(loads).toHaveLength(4);
    await fill('key 5', FIRST);
  });

  it('that fails is an error for each request that waits, and leaves nothing behind', async () => {
    const { cache, nextLoad, fill } = createCache();
    const reads = ['a', 'a', 'b'].map(async (key) => cache.get(key));
    const outcomes = Promise.allSettled(reads);
    (await nextLoad()).fail(DOWN);
    const rejected = { status: 'rejected', reason: DOWN };
    expect(await outcomes).toEqual([rejected, rejected, rejected]);
    await fill('a', FIRST);
    await fill('b', SECOND);
  });

  it('that fails while changes may have been missed keeps the entry that it was to replace', async () => {
    const { cache, feed, nextLoad, fill } = createCache();
    await fill('a', FIRST);
    feed.isCurrent = false;
    const read = Promise.allSettled([cache.get('a')]);
    (await nextLoad()).fail(DOWN);
    expect(await read).toEqual([{ status: 'rejected', reason: DOWN }]);
    feed.isCurrent = true;
    expect(cache.get('a')).toBe(FIRST);
  });
});

describe('the bounds', () => {
  it('evict the least recently used snapshot', async () => {
    const { cache, fill } = createCache({ presentMax: 2 });
    await fill('a', FIRST);
    await fill('b', FIRST);
    expect(cache.get('a')).toBe(FIRST);
    await fill('c', FIRST);
    expect(cache.get('a')).toBe(FIRST);
    expect(cache.get('c')).toBe(FIRST);
    await fill('b', SECOND);
  });

  it('evict as many as it takes to make room for a large one', async () => {
    const { cache, fill } = createCache({ versionsMax: 3 });
    for (const key of ['a', 'b', 'c']) await fill(key, FIRST);
    await fill('d', SECOND);
    expect([cache.get('c'), cache.get('d')]).toEqual([FIRST, SECOND]);
    await fill('a', FIRST);
  });

  it('keep a flood of unknown keys from evicting a single snapshot', async () => {
    const { cache, fill } = createCache({ presentMax: 1, missingMax: 2 });
    await fill('a', FIRST);
    for (const unknown of ['x', 'y', 'z']) await fill(unknown, null);
    expect(cache.get('a')).toBe(FIRST);
    expect(cache.get('z')).toBeNull();
    await fill('x', null);
  });

  it('hold through more groups than the cache remembers: nothing outdated is trusted', async () => {
    const { cache, fill } = createCache();
    await fill('a', FIRST);
    cache.dropGroup('api 1');
    for (let index = 0; index < 20_000; index++) cache.dropGroup(`identity ${index}`);
    await fill('a', SECOND);
    expect(cache.get('a')).toBe(SECOND);
  });
});
