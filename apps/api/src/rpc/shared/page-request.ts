import { decodeCursor } from '../../domain/pagination.js';
import { invalidInput, type Problem } from '../../domain/problems.js';

const LIMIT_DEFAULT = 100;

/** Where to start and how many rows a page has, from the fields of a list request. */
export interface PageRequest {
  readonly limit: number;
  /** Sort key of the first row, included; `undefined` for the first page. */
  readonly from: readonly string[] | undefined;
}

/** `parts`: how many values the sort key of the list has, such as 1 for lists ordered by id. */
export function readPageRequest(
  body: { readonly limit?: number; readonly cursor?: string },
  { parts = 1, limitDefault = LIMIT_DEFAULT }: { parts?: number; limitDefault?: number } = {},
): PageRequest {
  const limit = body.limit ?? limitDefault;
  if (body.cursor === undefined || body.cursor === '') return { limit, from: undefined };
  const from = decodeCursor(body.cursor, parts);
  if (from === undefined) throw notACursor();
  return { limit, from };
}

export function notACursor(): Problem {
  return invalidInput(
    'body.cursor',
    'is not a cursor of this list',
    'Send pagination.cursor of the page before, unaltered.',
  );
}
