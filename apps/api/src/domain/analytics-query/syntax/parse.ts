import { TokenCursor } from './cursor.js';
import { lex } from './lex.js';
import { parseExpression } from './parse-expression.js';
import { parseQuery, parseQueryAfter } from './parse-query.js';
import type { QueryText } from './query-text.js';
import { Refusal } from './refusal.js';
import type { Query } from './tree.js';
import { OTHER_STATEMENTS } from './words.js';

/** One statement of a text. What is no SELECT is not read, only passed over. */
export type Statement = Query | { readonly kind: 'other' };

export type ParsedText =
  | { readonly kind: 'statements'; readonly statements: readonly Statement[] }
  | Unreadable;

export interface Unreadable {
  readonly kind: 'syntax' | 'complex';
  readonly message: string;
  /** Counted from 1. A column is a UTF-16 unit. */
  readonly line: number;
  readonly column: number;
}

const GRAMMAR = { expression: parseExpression, query: parseQuery, queryAfter: parseQueryAfter };

/**
 * Reads a text, in time linear in its length: the lexer reads each character a few times, and the
 * parser never goes back. `watch` gets the cursor, for the test of that.
 */
export function parse(text: QueryText, watch?: (cursor: TokenCursor) => void): ParsedText {
  try {
    const cursor = new TokenCursor(lex(text), GRAMMAR);
    watch?.(cursor);
    return { kind: 'statements', statements: parseStatements(cursor) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: error.kind, message: error.message, ...placeOf(text, error.offset) };
  }
}

function parseStatements(cursor: TokenCursor): readonly Statement[] {
  const statements: Statement[] = [];
  while (cursor.peek().kind !== 'end') {
    statements.push(parseStatement(cursor));
    if (!cursor.acceptSymbol(';')) break;
  }
  if (cursor.peek().kind !== 'end') cursor.fail('expected the end of the query');
  return statements;
}

function parseStatement(cursor: TokenCursor): Statement {
  const { kind, keyword } = cursor.peek();
  if (kind === 'word' && OTHER_STATEMENTS.has(keyword)) return passOver(cursor);
  const isQuery = cursor.isWord('SELECT') || cursor.isWord('WITH') || cursor.isSymbol('(');
  return isQuery ? parseQuery(cursor) : cursor.fail('expected SELECT');
}

function passOver(cursor: TokenCursor): Statement {
  while (cursor.peek().kind !== 'end' && !cursor.isSymbol(';')) cursor.next();
  return { kind: 'other' };
}

function placeOf(text: QueryText, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let position = 0; position < offset; position += 1) {
    if (text.charCodeAt(position) !== 10) continue;
    line += 1;
    lineStart = position + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
