import { type Page, toPage } from '../../domain/pagination.js';
import type { SmallListQuery, Sorted } from '../../store/search/small-list.js';
import { GATHERED_MAX } from '../../store/search/walk.js';
import { readSortedPageRequest } from './sorted-page.js';

interface SmallListRequest {
  readonly search?: string;
  readonly sort?: string;
  readonly order?: string;
  readonly limit?: number;
  readonly cursor?: string;
  readonly count?: boolean;
}

interface SmallListReads<Row> {
  readonly read: (list: SmallListQuery) => Promise<readonly Sorted<Row>[]>;
  /** How many items the list has on all pages. */
  readonly count: (list: SmallListQuery) => Promise<number>;
}

/**
 * One page of a list that can be searched, sorted by creation or a text, and counted. `open` runs
 * once the cursor has been judged.
 */
export async function readSmallList<
  Row extends { readonly id: string; readonly isBeyondPage?: boolean },
>(
  body: SmallListRequest,
  open: () => SmallListReads<Row> | Promise<SmallListReads<Row>>,
  options: { limitDefault?: number } = {},
): Promise<Page<Sorted<Row>>> {
  const { search = '', sort = 'createdAt', order, count: counts } = body;
  const isById = sort === 'createdAt';
  const { from, limit, bytesMax } = readSortedPageRequest(body, { isById, type: 'text' }, options);
  const { read, count } = await open();
  const list = {
    text: search.trim(),
    isByText: !isById,
    isDescending: order === 'desc',
    from,
    limit: limit + 1,
    bytesMax,
  };
  const page = toPage(await read(list), limit, ({ id, sortedBy }) =>
    isById ? [id] : [sortedBy, id],
  );
  return counts === true ? { ...page, total: toTotal(await count(list)) } : page;
}

function toTotal(count: number) {
  return { count: Math.min(count, GATHERED_MAX), isExact: count <= GATHERED_MAX };
}
