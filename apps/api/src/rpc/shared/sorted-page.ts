import { encodeCursor, type Page, type Total } from '../../domain/pagination.js';
import type { FoundPage, Position } from '../../store/search/walk.js';
import { notACursor, readPageRequest } from './read-page.js';

interface SortedListRequest {
  readonly limit?: number;
  readonly cursor?: string;
}

/** How a list is sorted, as far as its cursors are concerned. */
export interface SortOfCursor {
  /** True: by id, so a cursor has the id alone. */
  readonly isById: boolean;
  readonly type: 'bigint' | 'text';
}

interface SortedPageRequest {
  readonly limit: number;
  readonly from: Position | undefined;
  readonly bytesMax: number;
}

/** Where the page of a sorted list starts, and how many items it may have. */
export function readSortedPageRequest(
  body: SortedListRequest,
  { isById, type }: SortOfCursor,
  options: { limitDefault?: number } = {},
): SortedPageRequest {
  const { from, ...page } = readPageRequest(body, { ...options, parts: isById ? 1 : 2 });
  if (from === undefined) return { ...page, from: undefined };
  const [value = '', id = value] = from;
  if (!isById && type === 'bigint' && !/^\d{1,16}$/.test(value)) throw notACursor();
  return { ...page, from: { value, id } };
}

/**
 * The page of what was found, with the items that were read for it. An item that was deleted in
 * between is left out. The page ends before an item that does not fit.
 */
export function toSortedPage<Item extends { readonly id: string; readonly isBeyondPage?: boolean }>(
  { positions, next, total }: FoundPage & { readonly total?: Total | undefined },
  items: readonly Item[],
  { isById }: SortOfCursor,
): Page<Item> {
  const beyond = items.find(({ isBeyondPage }) => isBeyondPage === true);
  const start = beyond === undefined ? next : positions.find(({ id }) => id === beyond.id);
  return {
    items: items.filter((item) => item !== beyond),
    cursor:
      start === undefined ? undefined : encodeCursor(isById ? [start.id] : [start.value, start.id]),
    total,
  };
}
