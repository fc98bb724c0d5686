import type { TokenCursor } from './cursor.js';
import type { Token } from './lex.js';
import type { Expression } from './tree.js';
import { NOT_AN_ALIAS } from './words.js';

const NAME_MAX = 128;
/** Control characters, and what would need an escape in the engine's quotes. */
const UNSAFE = /[\p{Cc}`"\\]/u;

/**
 * The name of a column, an alias, a CTE or a window.
 *
 * A leading underscore is reserved: the engine's virtual columns begin so, which tell the names of
 * physical tables, and so does the alias of our own subqueries, which no query may redefine. A point
 * within a name would let an alias pass for a column of a table.
 */
export function nameOf(cursor: TokenCursor, token: Token): string {
  const { text } = token;
  if (token.kind !== 'word' && token.kind !== 'quoted') {
    cursor.refuse(token, 'expected a name');
  }
  if (text === '') cursor.refuse(token, 'a name must not be empty');
  if (text.length > NAME_MAX) {
    cursor.refuse(token, `a name may have at most ${NAME_MAX} characters`);
  }
  if (text.startsWith('_')) cursor.refuse(token, 'a name must not begin with an underscore');
  if (text.includes('.')) cursor.refuse(token, 'a quoted name must not contain a point');
  if (UNSAFE.test(text)) {
    cursor.refuse(token, 'a name must not contain quotes, backslashes or control characters');
  }
  return text;
}

export function expectName(cursor: TokenCursor): string {
  const { kind } = cursor.peek();
  if (kind !== 'word' && kind !== 'quoted') cursor.fail('expected a name');
  return nameOf(cursor, cursor.next());
}

/** `AS name`, or a bare name that begins no clause. */
export function acceptAlias(cursor: TokenCursor): string | null {
  if (cursor.acceptWords('AS')) return expectName(cursor);
  const { kind, keyword } = cursor.peek();
  const isBare = kind === 'quoted' || (kind === 'word' && !NOT_AN_ALIAS.has(keyword));
  return isBare ? nameOf(cursor, cursor.next()) : null;
}

/** An expression with an alias behind AS, or without. */
export function parseAliased(cursor: TokenCursor): Expression {
  const value = cursor.grammar.expression(cursor);
  return cursor.acceptWords('AS') ? { kind: 'alias', value, name: expectName(cursor) } : value;
}

/** A whole number, as digits. */
export function expectWholeNumber(cursor: TokenCursor): string {
  const { kind, text } = cursor.peek();
  if (kind !== 'number' || !/^\d{1,18}$/.test(text)) cursor.fail('expected a whole number');
  return cursor.next().text;
}
