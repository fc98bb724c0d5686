import type { Token } from './lex.js';
import { quoted, Refusal } from './refusal.js';
import type { Branch, Expression, Query } from './tree.js';
import { UNSUPPORTED_CLAUSES } from './words.js';

/**
 * How deep expressions and subqueries may be nested. A call of the parser takes some fifteen frames
 * of the stack for each level, so a thousand levels would still fit.
 */
const LEVELS_MAX = 100;

/**
 * The rules of the grammar that contain each other. The cursor brings them, because modules must
 * not import each other in a circle.
 */
export interface Grammar {
  readonly expression: (cursor: TokenCursor) => Expression;
  readonly query: (cursor: TokenCursor) => Query;
  /** What follows the first branch of a query: UNION, EXCEPT, INTERSECT. */
  readonly queryAfter: (cursor: TokenCursor, first: Branch) => Query;
}

/** Where the parser is in the tokens. It only moves forward, and looks at most two tokens ahead. */
export class TokenCursor {
  /** How many tokens were looked at, for the test of linear time. */
  looks = 0;
  readonly grammar: Grammar;
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #position = 0;
  #level = 0;

  constructor(tokens: readonly Token[], grammar: Grammar) {
    const end = tokens.at(-1);
    if (end === undefined) throw new RangeError('tokens end with one of kind end');
    this.#tokens = tokens;
    this.#end = end;
    this.grammar = grammar;
  }

  peek(ahead = 0): Token {
    this.looks += 1;
    return this.#tokens[this.#position + ahead] ?? this.#end;
  }

  next(): Token {
    const token = this.peek();
    this.#position += 1;
    return token;
  }

  isWord(keyword: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'word' && token.keyword === keyword;
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'symbol' && token.text === symbol;
  }

  acceptSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.#position += 1;
    return true;
  }

  /** Takes all of these words, or none if the second one is missing. */
  acceptWords(first: string, second?: string): boolean {
    if (!this.isWord(first)) return false;
    if (second !== undefined && !this.isWord(second, 1)) return false;
    this.#position += second === undefined ? 1 : 2;
    return true;
  }

  expectSymbol(symbol: string): void {
    if (!this.acceptSymbol(symbol)) this.fail(`expected ${quoted(symbol)}`);
  }

  expectWord(keyword: string): void {
    if (!this.acceptWords(keyword)) this.fail(`expected ${keyword}`);
  }

  /** Refuses the query at the token that comes next. */
  fail(expected: string): never {
    const token = this.peek();
    if (token.kind === 'word' && UNSUPPORTED_CLAUSES.has(token.keyword)) {
      throw new Refusal('syntax', token.start, `${token.keyword} is not supported`);
    }
    throw new Refusal('syntax', token.start, `${expected}, but found ${describe(token)}`);
  }

  /** Refuses the query at a token that was already taken. */
  refuse(token: Token, message: string): never {
    throw new Refusal('syntax', token.start, message);
  }

  /** Reads one level deeper. */
  nest<T>(read: () => T): T {
    if (this.#level >= LEVELS_MAX) {
      throw new Refusal('complex', this.peek().start, `nested more than ${LEVELS_MAX} levels deep`);
    }
    this.#level += 1;
    const value = read();
    this.#level -= 1;
    return value;
  }

  /** One item, and more as long as commas follow. */
  list<T>(read: () => T): readonly T[] {
    const items = [read()];
    while (this.acceptSymbol(',')) items.push(read());
    return items;
  }

  inParentheses<T>(read: () => T): T {
    this.expectSymbol('(');
    const value = read();
    this.expectSymbol(')');
    return value;
  }
}

function describe(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'the end of the query';
    case 'string':
      return `the string ${quoted(token.text)}`;
    case 'quoted':
    case 'word':
    case 'number':
    case 'symbol':
      return quoted(token.text);
  }
}
