import { describe, expect, it } from 'vitest';
import { createCache, FIRST, SECOND, turn } from '../../../test/snapshot-cache.js';

describe('a change during a fill', () => {
  it('that names the key makes later reads load again, and the old result is not stored', async () => {
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

  it('that names the key discards the old result even if no request asked again', async () => {
    const { cache, nextLoad, fill } = createCache();
    const before = cache.get('a');
    const old = await nextLoad();
    cache.drop('a');
    old.answer({ a: FIRST });
    expect(await before).toBe(FIRST);
    await fill('a', SECOND);
  });

  it('that names the key discards a late result that says the key is missing', async () => {
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

  it('that names its group makes later reads load again, and the old result is not stored', async () => {
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

  it('that names another group lets the result be stored', async () => {
    const { cache, loads, nextLoad } = createCache();
    const read = cache.get('a');
    const load = await nextLoad();
    cache.dropGroup('api 2');
    load.answer({ a: FIRST });
    expect(await read).toBe(FIRST);
    expect(cache.get('a')).toBe(FIRST);
    expect(loads).toHaveLength(1);
  });

  it('that names a group keeps a missing key from being remembered, since the change may have created it', async () => {
    const { cache, nextLoad, fill } = createCache();
    const read = cache.get('a');
    const load = await nextLoad();
    cache.dropGroup('api 1');
    load.answer({});
    expect(await read).toBeNull();
    await fill('a', FIRST);
  });

  it('that names its group and then its key discards both fills, whichever ends last', async () => {
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

  it('that drops everything discards the fill', async () => {
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
