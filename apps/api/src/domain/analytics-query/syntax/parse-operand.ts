import type { TokenCursor } from './cursor.js';
import type { Token } from './lex.js';
import { expectName, nameOf, parseAliased } from './names.js';
import { parseCall } from './parse-call.js';
import { parseCase, parseCast, parseInterval } from './parse-forms.js';
import { parseType } from './parse-type.js';
import type { Expression } from './tree.js';
import { intervalUnit, NOT_AN_EXPRESSION } from './words.js';

const PATH_MAX = 3;
const SET_OPERATORS = ['UNION', 'EXCEPT', 'INTERSECT'];

/** A value with what is attached to it: `tags[1]`, `pair.1`, `'5'::Int64`. */
export function parseOperand(cursor: TokenCursor): Expression {
  let value = parsePlain(cursor);
  for (;;) {
    if (cursor.acceptSymbol('[')) {
      const index = cursor.grammar.expression(cursor);
      cursor.expectSymbol(']');
      value = { kind: 'element', value, index };
    } else if (cursor.isSymbol('.') && cursor.peek(1).kind === 'number') {
      cursor.next();
      value = { kind: 'member', value, position: cursor.next().text };
    } else if (cursor.acceptSymbol('::')) {
      value = { kind: 'cast', value, type: parseType(cursor) };
    } else {
      return value;
    }
  }
}

function parsePlain(cursor: TokenCursor): Expression {
  const token = cursor.peek();
  switch (token.kind) {
    case 'number':
      return { kind: 'number', text: cursor.next().text };
    case 'string':
      return { kind: 'string', value: cursor.next().text };
    case 'quoted':
      return parseNamed(cursor);
    case 'word':
      return parseForm(cursor, token) ?? parseNamed(cursor);
    case 'symbol':
      return parseSymbol(cursor, token);
    case 'end':
      return cursor.fail('expected an expression');
  }
}

/** What begins with a word of its own. Most of these words are also names of columns. */
function parseForm(cursor: TokenCursor, { keyword }: Token): Expression | null {
  const opens = cursor.isSymbol('(', 1);
  switch (keyword) {
    case 'NULL':
    case 'TRUE':
    case 'FALSE':
      if (opens) return null;
      cursor.next();
      return keyword === 'NULL' ? { kind: 'null' } : { kind: 'boolean', value: keyword === 'TRUE' };
    case 'CASE':
      return parseCase(cursor);
    case 'CAST':
      return opens ? parseCast(cursor) : null;
    case 'EXISTS':
      return opens ? parseExists(cursor) : null;
    case 'INTERVAL':
      return isInterval(cursor) ? parseInterval(cursor) : null;
    case 'DATE':
      return parseMoment(cursor, 'toDate');
    case 'TIMESTAMP':
      return parseMoment(cursor, 'toDateTime');
    default:
      return null;
  }
}

function isInterval(cursor: TokenCursor): boolean {
  const { kind, text } = cursor.peek(1);
  if (kind === 'number' || kind === 'string') return true;
  if (kind === 'symbol') return text === '(' || text === '-';
  return (
    (kind === 'word' || kind === 'quoted') && intervalUnit(cursor.peek(2).keyword) !== undefined
  );
}

/** `DATE '2026-11-30'` */
function parseMoment(cursor: TokenCursor, name: string): Expression | null {
  const { kind, text } = cursor.peek(1);
  if (kind !== 'string') return null;
  cursor.next();
  cursor.next();
  return {
    kind: 'call',
    name,
    parameters: null,
    distinct: false,
    arguments: [{ kind: 'string', value: text }],
    filter: null,
    over: null,
  };
}

function parseExists(cursor: TokenCursor): Expression {
  cursor.next();
  return cursor.inParentheses(() => ({ kind: 'exists', query: cursor.grammar.query(cursor) }));
}

function parseSymbol(cursor: TokenCursor, token: Token): Expression {
  switch (token.text) {
    case '(':
      return parseParentheses(cursor);
    case '[':
      return parseArray(cursor);
    case '*':
      cursor.next();
      return { kind: 'star', table: null, except: parseExcept(cursor) };
    case '{':
      return parseParameter(cursor);
    case '-':
      return parseNegative(cursor);
    default:
      return cursor.fail('expected an expression');
  }
}

/** The sign of a number before `::`, as in `-5::Int8`. Any other sign is an operator. */
function parseNegative(cursor: TokenCursor): Expression {
  cursor.expectSymbol('-');
  const { kind, text } = cursor.peek();
  if (kind !== 'number') return cursor.fail('expected a number');
  cursor.next();
  return { kind: 'unary', operator: '-', value: { kind: 'number', text } };
}

function parseParentheses(cursor: TokenCursor): Expression {
  cursor.expectSymbol('(');
  if (cursor.isWord('SELECT') || cursor.isWord('WITH')) {
    const query = cursor.grammar.query(cursor);
    cursor.expectSymbol(')');
    return { kind: 'subquery', query };
  }
  const first = parseAliased(cursor);
  if (first.kind === 'subquery' && SET_OPERATORS.includes(cursor.peek().keyword)) {
    const query = cursor.grammar.queryAfter(cursor, { kind: 'nested', query: first.query });
    cursor.expectSymbol(')');
    return { kind: 'subquery', query };
  }
  if (cursor.acceptSymbol(')')) return first;
  const items = [first];
  while (cursor.acceptSymbol(',')) {
    if (items.length === 1 && cursor.isSymbol(')')) break;
    items.push(parseAliased(cursor));
  }
  cursor.expectSymbol(')');
  return { kind: 'tuple', items };
}

function parseArray(cursor: TokenCursor): Expression {
  cursor.expectSymbol('[');
  if (cursor.acceptSymbol(']')) return { kind: 'array', items: [] };
  const items = cursor.list(() => parseAliased(cursor));
  cursor.expectSymbol(']');
  return { kind: 'array', items };
}

/** `{name: Type}`. Nothing can be bound to it, so only the place where it stands matters. */
function parseParameter(cursor: TokenCursor): Expression {
  cursor.expectSymbol('{');
  expectName(cursor);
  cursor.expectSymbol(':');
  parseType(cursor);
  cursor.expectSymbol('}');
  return { kind: 'parameter' };
}

function parseNamed(cursor: TokenCursor): Expression {
  const token = cursor.peek();
  if (cursor.isSymbol('(', 1)) return parseCall(cursor);
  if (token.kind === 'word' && NOT_AN_EXPRESSION.has(token.keyword)) {
    return cursor.fail('expected an expression');
  }
  const path = [nameOf(cursor, cursor.next())];
  while (cursor.isSymbol('.') && cursor.peek(1).kind !== 'number') {
    cursor.next();
    if (cursor.acceptSymbol('*')) {
      const [table = ''] = path;
      if (path.length > 1) return cursor.refuse(token, 'only a table may stand before .*');
      return { kind: 'star', table, except: parseExcept(cursor) };
    }
    if (path.length === PATH_MAX) return cursor.refuse(token, 'too many points in a name');
    path.push(expectName(cursor));
  }
  return { kind: 'column', path };
}

/** `* EXCEPT (a, b)` leaves columns out. `* EXCEPT SELECT …` is the difference of two queries. */
function parseExcept(cursor: TokenCursor): readonly string[] {
  if (!cursor.isWord('EXCEPT')) return [];
  const isList = cursor.isSymbol('(', 1);
  const { kind, keyword, text } = cursor.peek(isList ? 2 : 1);
  const isQuery = ['SELECT', 'WITH', 'ALL', 'DISTINCT'].includes(keyword) || text === '(';
  if (isQuery || (kind !== 'word' && kind !== 'quoted')) return [];
  cursor.next();
  if (!isList) return [expectName(cursor)];
  return cursor.inParentheses(() => cursor.list(() => expectName(cursor)));
}
