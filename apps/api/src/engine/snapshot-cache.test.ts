import { describe, expect, it } from 'vitest';
import { SnapshotCache } from './snapshot-cache.js';

interface Snapshot {
  readonly version: number;
  readonly groups: readonly string[];
}

interface Load {
  readonly hashes: readonly string[];
  readonly answer: (found: Readonly<Record<string, Snapshot>>) => void;
  readonly fail: (reason: Error) => void;
}

const FIRST: Snapshot = { version: 1, groups: ['api 1'] };
const SECOND: Snapshot = { version: 2, groups: ['api 1'] };
const DOWN = new Error('the database is down');

/** A cache over a source whose answers arrive when, and in the order in which, a test says so. */
function createCache({ presentMax = 100, missingMax = 100 } = {}) {
  const loads: Load[] = [];
  const feed = { isCurrent: true };
  const cache = new SnapshotCache<Snapshot>({
    load: (hashes) =>
      new Promise((resolve, reject) => {
        loads.push({ hashes, answer: (found) => resolve(new Map(Object.entries(found))), fail: reject });
      }),
    groupsOf: (snapshot) => snapshot.groups,
    isCurrent: () => feed.isCurrent,
    presentMax,
    missingMax,
  });
  /** The load that the last reads led to. */
  const nextLoad = async (): Promise<Load> => {
    await turn();
    const load = loads.at(-1);
    if (load === undefined) throw new Error('nothing was loaded');
    return load;
  };
  /** Reads a hash from a source that has this snapshot, or none. */
  const fill = async (hash: string, snapshot: Snapshot | null): Promise<void> => {
    const read = cache.get(hash);
    const load = await nextLoad();
    load.answer(snapshot === null ? {} : { [hash]: snapshot });
    expect(await read).toBe(snapshot);
  };
  return { cache, loads, feed, nextLoad, fill };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('a snapshot in memory', () => {
  it('is answered without a promise and without the source', async () => {
    const { cache, loads, fill } = createCache();
    await fill('a', FIRST);
    expect(cache.get('a')).toBe(FIRST);
    expect(loads).toHaveLength(1);
  });

  it('is known to be missing just as well', async () => {
    const { cache, loads, fill } = createCache();
    await fill('a', null);
    expect(cache.get('a')).toBeNull();
    expect(loads).toHaveLength(1);
  });

  it('outlives a change that names another hash or a group it is not in', async () => {
    const { cache, fill } = createCache();
    await fill('a', FIRST);
    cache.drop('b');
    cache.dropGroup('api 2');
    expect(cache.get('a')).toBe(FIRST);
  });

  it.each<[string, (cache: SnapshotCache<Snapshot>) => void]>([
    ['its hash', (cache) => cache.drop('a')],
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
    ['its hash', (cache) => cache.drop('a')],
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

  it('does not count while changes may have been missed, and counts again when none were', async () => {
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

describe('a fill', () => {
  it('is shared by everybody who asks for its hash meanwhile', async () => {
    const { cache, loads, nextLoad } = createCache();
    const first = cache.get('a');
    const load = await nextLoad();
    const second = cache.get('a');
    await turn();
    load.answer({ a: FIRST });
    expect(await Promise.all([first, second])).toEqual([FIRST, FIRST]);
    expect(loads).toHaveLength(1);
  });

  it('is part of one statement with all others of its turn of the event loop', async () => {
    const { cache, loads, nextLoad } = createCache();
    const reads = [cache.get('a'), cache.get('b'), cache.get('c')];
    (await nextLoad()).answer({ a: FIRST, c: SECOND });
    expect(await Promise.all(reads)).toEqual([FIRST, null, SECOND]);
    expect(loads.map((load) => load.hashes)).toEqual([['a', 'b', 'c']]);
  });

  it('never makes a statement of more than 500 hashes', async () => {
    const { cache, loads } = createCache();
    const hashes = Array.from({ length: 1001 }, (_, index) => `hash ${index}`);
    for (const hash of hashes) void cache.get(hash);
    await turn();
    expect(loads.map((load) => load.hashes.length)).toEqual([500, 500, 1]);
    expect(loads.flatMap((load) => load.hashes)).toEqual(hashes);
  });

  it('that fails is an error for everybody who waits, and leaves nothing behind', async () => {
    const { cache, nextLoad, fill } = createCache();
    const reads = [cache.get('a'), cache.get('a'), cache.get('b')];
    const outcomes = Promise.allSettled(reads);
    (await nextLoad()).fail(DOWN);
    const rejected = { status: 'rejected', reason: DOWN };
    expect(await outcomes).toEqual([rejected, rejected, rejected]);
    await fill('a', FIRST);
    await fill('b', SECOND);
  });

  it('that fails does not forget what it was to replace while changes were missed', async () => {
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

describe('a change during a fill', () => {
  it('that names the hash makes later readers load again, and the old answer is not kept', async () => {
    const { cache, nextLoad } = createCache();
    const before = cache.get('a');
    const old = await nextLoad();
    cache.drop('a');
    const after = cache.get('a');
    const fresh = await nextLoad();
    fresh.answer({ a: SECOND });
    expect(await after).toBe(SECOND);
    old.answer({ a: FIRST });
    expect(await before).toBe(FIRST);
    expect(cache.get('a')).toBe(SECOND);
  });

  it('that names the hash discards an answer that nobody has asked for again', async () => {
    const { cache, nextLoad, fill } = createCache();
    const before = cache.get('a');
    const old = await nextLoad();
    cache.drop('a');
    old.answer({ a: FIRST });
    expect(await before).toBe(FIRST);
    await fill('a', SECOND);
  });

  it('that names the hash discards a late answer that it is missing', async () => {
    const { cache, nextLoad, fill } = createCache();
    const before = cache.get('a');
    const old = await nextLoad();
    cache.drop('a');
    old.answer({});
    expect(await before).toBeNull();
    await fill('a', FIRST);
  });

  it('that comes before the statement is sent needs no second statement', async () => {
    const { cache, loads, nextLoad } = createCache();
    const before = cache.get('a');
    cache.drop('a');
    const after = cache.get('a');
    (await nextLoad()).answer({ a: SECOND });
    expect(await Promise.all([before, after])).toEqual([SECOND, SECOND]);
    expect(cache.get('a')).toBe(SECOND);
    expect(loads).toHaveLength(1);
  });

  it('that names its group makes later readers load again, and the old answer is not kept', async () => {
    const { cache, nextLoad } = createCache();
    const before = cache.get('a');
    const old = await nextLoad();
    cache.dropGroup('api 1');
    const after = cache.get('a');
    const fresh = await nextLoad();
    expect(fresh).not.toBe(old);
    old.answer({ a: FIRST });
    expect(await before).toBe(FIRST);
    expect(cache.get('a')).toBeInstanceOf(Promise);
    fresh.answer({ a: SECOND });
    expect(await after).toBe(SECOND);
    expect(cache.get('a')).toBe(SECOND);
  });

  it('that names another group lets the answer be kept', async () => {
    const { cache, loads, nextLoad } = createCache();
    const read = cache.get('a');
    const load = await nextLoad();
    cache.dropGroup('api 2');
    load.answer({ a: FIRST });
    expect(await read).toBe(FIRST);
    expect(cache.get('a')).toBe(FIRST);
    expect(loads).toHaveLength(1);
  });

  it('that names a group keeps an absence from being remembered, since it may have ended it', async () => {
    const { cache, nextLoad, fill } = createCache();
    const read = cache.get('a');
    const load = await nextLoad();
    cache.dropGroup('api 1');
    load.answer({});
    expect(await read).toBeNull();
    await fill('a', FIRST);
  });

  it('that names its group and then its hash discards both fills, whichever answers last', async () => {
    const { cache, loads, nextLoad, fill } = createCache();
    void cache.get('a');
    const first = await nextLoad();
    cache.dropGroup('api 2');
    const replacing = cache.get('a');
    const second = await nextLoad();
    cache.drop('a');
    second.answer({ a: FIRST });
    await replacing;
    first.answer({ a: FIRST });
    await turn();
    await fill('a', SECOND);
    expect(loads).toHaveLength(3);
  });

  it('that drops everything discards it', async () => {
    const { cache, nextLoad, fill } = createCache();
    const reads = Promise.all([cache.get('a'), cache.get('b')]);
    const old = await nextLoad();
    cache.dropAll();
    old.answer({ a: FIRST });
    expect(await reads).toEqual([FIRST, null]);
    await fill('a', SECOND);
    await fill('b', SECOND);
  });
});

describe('the bounds', () => {
  it('let go of the snapshot that was used least recently', async () => {
    const { cache, fill } = createCache({ presentMax: 2 });
    await fill('a', FIRST);
    await fill('b', FIRST);
    cache.get('a');
    await fill('c', FIRST);
    expect(cache.get('a')).toBe(FIRST);
    expect(cache.get('c')).toBe(FIRST);
    await fill('b', SECOND);
  });

  it('keep a flood of unknown hashes from pushing out a single snapshot', async () => {
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
