import { TokenCursor } from './cursor.js';
import { lex, type Token } from './lex.js';
import { parseType } from './parse-type.js';
import { Refusal } from './refusal.js';
import type { DataType, IntervalUnit } from './terms.js';
import type { Case, CaseBranch, Expression } from './tree.js';
import { intervalUnit } from './words.js';

/** `CASE value WHEN … THEN … ELSE … END`, with or without the value. */
export function parseCase(cursor: TokenCursor): Case {
  cursor.expectWord('CASE');
  const value = cursor.isWord('WHEN') ? null : cursor.grammar.expression(cursor);
  const branches: CaseBranch[] = [];
  do {
    cursor.expectWord('WHEN');
    const condition = cursor.grammar.expression(cursor);
    cursor.expectWord('THEN');
    branches.push({ condition, result: cursor.grammar.expression(cursor) });
  } while (cursor.isWord('WHEN'));
  const otherwise = cursor.acceptWords('ELSE') ? cursor.grammar.expression(cursor) : null;
  cursor.expectWord('END');
  return { kind: 'case', value, branches, otherwise };
}

/** `CAST(value AS Int64)` or `CAST(value, 'Int64')` */
export function parseCast(cursor: TokenCursor): Expression {
  cursor.next();
  return cursor.inParentheses(() => {
    const value = cursor.grammar.expression(cursor);
    if (cursor.acceptWords('AS')) return { kind: 'cast', value, type: parseType(cursor) };
    if (!cursor.isSymbol(',')) return cursor.fail('expected AS and a type');
    cursor.next();
    const token = cursor.peek();
    if (token.kind !== 'string') return cursor.fail('expected a type in single quotes');
    return { kind: 'cast', value, type: typeInQuotes(cursor, cursor.next()) };
  });
}

function typeInQuotes(cursor: TokenCursor, token: Token): DataType {
  try {
    const inner = new TokenCursor(lex(token.text), cursor.grammar);
    const type = parseType(inner);
    if (inner.peek().kind === 'end') return type;
  } catch (error) {
    // Its offset is one within the quotes.
    if (!(error instanceof Refusal)) throw error;
  }
  return cursor.refuse(token, 'expected a type such as Int64 or String in the quotes');
}

/** `INTERVAL 1 DAY`, `INTERVAL '1' DAY` or `INTERVAL '1 day'` */
export function parseInterval(cursor: TokenCursor): Expression {
  cursor.next();
  const token = cursor.peek();
  if (token.kind !== 'string') {
    const value = cursor.grammar.expression(cursor);
    return { kind: 'interval', value, unit: expectUnit(cursor) };
  }
  cursor.next();
  const [, digits, word] = /^(\d{1,18})(?: +([A-Za-z]+))?$/.exec(token.text) ?? [];
  if (digits === undefined) return cursor.refuse(token, "expected an interval such as '1 day'");
  const value: Expression = { kind: 'number', text: BigInt(digits).toString() };
  if (word === undefined) return { kind: 'interval', value, unit: expectUnit(cursor) };
  const unit = intervalUnit(word.toUpperCase());
  if (unit === undefined) return cursor.refuse(token, 'expected a unit such as day');
  return { kind: 'interval', value, unit };
}

function expectUnit(cursor: TokenCursor): IntervalUnit {
  const unit = intervalUnit(cursor.peek().keyword);
  if (unit === undefined) return cursor.fail('expected a unit such as DAY');
  cursor.next();
  return unit;
}
