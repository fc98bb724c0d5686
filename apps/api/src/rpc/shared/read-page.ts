import { PAGE_BYTES_MAX } from '@unlatch/contract/bounds/serving-bounds';
import { decodeCursor, type Page, toPage } from '../../domain/pagination.js';
import { invalidInput, type Problem } from '../../domain/problems.js';

const LIMIT_DEFAULT = 100;

interface ListRequest {
  readonly limit?: number;
  readonly cursor?: string;
}

/** The rows that a page needs: its own, and one more that shows whether another page follows. */
export interface PageRange {
  /** Id of the first row, included. Empty for the first page. */
  readonly fromId: string;
  readonly limit: number;
  /** What all rows of a page may take together. */
  readonly bytesMax: number;
}

/**
 * One page of a list in the order of ids, in which `read` must return its rows. An invalid cursor
 * is refused before `read` runs.
 */
export async function readPage<
  Row extends { readonly id: string; readonly isBeyondPage?: boolean },
>(
  body: ListRequest,
  read: (range: PageRange) => Promise<readonly Row[]>,
  { limitDefault = LIMIT_DEFAULT }: { limitDefault?: number } = {},
): Promise<Page<Row>> {
  const { limit, from: [fromId = ''] = [] } = readPageRequest(body, { limitDefault });
  return toPage(
    await read({ fromId, limit: limit + 1, bytesMax: PAGE_BYTES_MAX }),
    limit,
    ({ id }) => [id],
  );
}

/** The first row and the number of rows of a page, from the fields of a list request. */
interface PageRequest {
  readonly limit: number;
  /** Sort key of the first row, included. `undefined` for the first page. */
  readonly from: readonly string[] | undefined;
  /** What all rows of the page may take together. */
  readonly bytesMax: number;
}

/**
 * For a list whose pages the store builds. `parts`: how many values the sort key of the list has,
 * such as 1 for lists ordered by id.
 */
export function readPageRequest(
  body: ListRequest,
  { parts = 1, limitDefault = LIMIT_DEFAULT }: { parts?: number; limitDefault?: number } = {},
): PageRequest {
  const limit = body.limit ?? limitDefault;
  if (body.cursor === undefined || body.cursor === '')
    return { limit, from: undefined, bytesMax: PAGE_BYTES_MAX };
  const from = decodeCursor(body.cursor, parts);
  if (from === undefined) throw notACursor();
  return { limit, from, bytesMax: PAGE_BYTES_MAX };
}

export function notACursor(): Problem {
  return invalidInput(
    'body.cursor',
    'is not a cursor of this list with these filters in this order',
    'Send pagination.cursor of the page before, unaltered, with the other fields of that request. Or leave it out, to begin at the first page.',
  );
}
