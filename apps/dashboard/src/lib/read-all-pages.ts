import type { ListPage } from '../rpc/call.js';

export interface AllPages<Item> {
  readonly items: readonly Item[];
  /** false: there are more than `itemsMax`, or it was stopped. */
  readonly isComplete: boolean;
}

interface ReadAllOptions {
  readonly itemsMax: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (count: number) => void;
}

/** For exports of a list: one page after the other, until its end or the bound. */
export async function readAllPages<Item>(
  readPage: (cursor: string | undefined) => Promise<ListPage<Item>>,
  { itemsMax, signal, onProgress }: ReadAllOptions,
): Promise<AllPages<Item>> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(cursor);
    items.push(...page.items);
    cursor = page.cursor;
    onProgress?.(Math.min(items.length, itemsMax));
  } while (cursor !== undefined && items.length < itemsMax && !signal?.aborted);
  const isComplete = cursor === undefined && items.length <= itemsMax;
  return { items: items.slice(0, itemsMax), isComplete };
}
