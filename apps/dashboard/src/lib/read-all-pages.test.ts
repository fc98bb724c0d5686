import { describe, expect, it } from 'vitest';
import { readAllPages } from './read-all-pages.js';

const pages = async (cursor: string | undefined) => {
  const from = Number(cursor ?? 0);
  const items = [from, from + 1];
  return { items, cursor: from >= 4 ? undefined : String(from + 2), total: undefined };
};

describe('readAllPages', () => {
  it('gives every item, in order', async () => {
    const counts: number[] = [];
    const onProgress = (count: number) => counts.push(count);
    const all = await readAllPages(pages, { itemsMax: 100, onProgress });
    expect(all).toEqual({ items: [0, 1, 2, 3, 4, 5], isComplete: true });
    expect(counts).toEqual([2, 4, 6]);
  });

  it('ends at the bound, and says so', async () => {
    expect(await readAllPages(pages, { itemsMax: 3 })).toEqual({
      items: [0, 1, 2],
      isComplete: false,
    });
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort();
    const all = await readAllPages(pages, { itemsMax: 100, signal });
    expect(all).toEqual({ items: [0, 1], isComplete: false });
  });
});
