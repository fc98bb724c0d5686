import type { Page } from '../../domain/pagination.js';
import { canonicalJson } from '../../lib/canonical-json.js';
import { sha256Hex } from '../../lib/crypto/sha256.js';
import { notACursor } from './read-page.js';

const MARK_LENGTH = 16;

/** Fields that may differ from page to page. */
const OF_ONE_PAGE: ReadonlySet<string> = new Set(['cursor', 'limit', 'count']);

/**
 * The mark of a list on its cursors: the same for all pages of one list with the same filters, and
 * another for any other list. A cursor of another list would give a wrong or an empty page.
 */
export function markOfList(list: string, workspaceId: string, body: object): string {
  const filters = Object.entries(body).filter(([field]) => !OF_ONE_PAGE.has(field));
  const text = [...canonicalJson([list, workspaceId, Object.fromEntries(filters)])].join('');
  return sha256Hex(text).slice(0, MARK_LENGTH);
}

/** The cursor of the handler, from the one of the request. Empty for the first page. */
export function openCursor(cursor: unknown, mark: string): string {
  if (typeof cursor !== 'string' || cursor === '') return '';
  const start = cursor.length - MARK_LENGTH;
  if (start <= 0 || cursor.slice(start) !== mark) throw notACursor();
  return cursor.slice(0, start);
}

export function markPage<T>(page: Page<T>, mark: string): Page<T> {
  return page.cursor === undefined ? page : { ...page, cursor: page.cursor + mark };
}
