import { readQuotation } from './escapes.js';
import { readNumber } from './numbers.js';
import type { QueryText } from './query-text.js';
import { quoted, Refusal } from './refusal.js';

export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The content of quotes, a number in canonical form, anything else as written. */
  readonly text: string;
  /** The same in upper case if it is a word, for comparison with keywords. Else empty. */
  readonly keyword: string;
  /** In UTF-16 units from the beginning of the text. */
  readonly start: number;
}

const SPACE = asciiSet(' \t\n\v\f\r');
const WORD_START = asciiSet('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_');
const DIGIT = asciiSet('0123456789');
const WORD = asciiSet('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789');
const QUOTE = asciiSet('\'"`');
const LONG_SYMBOLS = new Set(['->', '::', '||', '<=', '>=', '<>', '!=', '==']);
const SYMBOL = asciiSet('()[]{},;.:?+-*/%=<>');

/** All tokens of the text, the last of kind `end`. Comments and spaces are left out. */
export function lex(text: QueryText): readonly Token[] {
  const tokens: Token[] = [];
  let position = endOfSpace(text, 0);
  while (position < text.length) {
    const { token, end } = readToken(text, position, tokens.at(-1));
    tokens.push(token);
    position = endOfSpace(text, end);
  }
  tokens.push({ kind: 'end', text: '', keyword: '', start: text.length });
  return tokens;
}

interface Reading {
  readonly token: Token;
  readonly end: number;
}

function readToken(text: QueryText, start: number, previous: Token | undefined): Reading {
  const unit = text.charCodeAt(start);
  if (WORD_START[unit] === 1) {
    const end = endOfRun(WORD, text, start);
    const word = text.slice(start, end);
    return { token: { kind: 'word', text: word, keyword: word.toUpperCase(), start }, end };
  }
  if (DIGIT[unit] === 1) {
    const { value, end } = readNumber(text, start, isMember(previous));
    if (end < text.length && WORD[text.charCodeAt(end)] === 1) {
      throw new Refusal('syntax', start, 'a number must not run into a word');
    }
    return { token: { kind: 'number', text: value, keyword: '', start }, end };
  }
  if (QUOTE[unit] === 1) {
    const { value, end } = readQuotation(text, start);
    const kind = text.slice(start, start + 1) === "'" ? 'string' : 'quoted';
    return { token: { kind, text: value, keyword: '', start }, end };
  }
  return readSymbol(text, start);
}

function readSymbol(text: QueryText, start: number): Reading {
  const two = text.slice(start, Math.min(start + 2, text.length));
  const symbol = LONG_SYMBOLS.has(two) ? two : two.slice(0, 1);
  if (symbol.length === 1 && SYMBOL[text.charCodeAt(start)] !== 1) {
    const [character = ''] = two;
    throw new Refusal('syntax', start, `the character ${quoted(character)} means nothing here`);
  }
  const token: Token = { kind: 'symbol', text: symbol, keyword: '', start };
  return { token, end: start + symbol.length };
}

/** Behind a point, `1.2` is the second member of the first member. */
function isMember(previous: Token | undefined): boolean {
  return previous?.kind === 'symbol' && previous.text === '.';
}

/** The end of spaces and comments, each character of which is read once or twice. */
function endOfSpace(text: QueryText, offset: number): number {
  let position = offset;
  for (;;) {
    position = endOfRun(SPACE, text, position);
    const two = text.slice(position, Math.min(position + 2, text.length));
    if (two === '--' || two === '#!' || two === '# ') position = endOfLine(text, position);
    else if (two === '/*') position = endOfComment(text, position);
    else return position;
  }
}

function endOfLine(text: QueryText, offset: number): number {
  let position = offset;
  while (position < text.length && text.charCodeAt(position) !== 10) position += 1;
  return position;
}

function endOfComment(text: QueryText, start: number): number {
  const star = 42;
  const slash = 47;
  for (let position = start + 2; position + 1 < text.length; position += 1) {
    if (text.charCodeAt(position) !== star) continue;
    if (text.charCodeAt(position + 1) === slash) return position + 2;
  }
  throw new Refusal('syntax', start, 'the comment that begins here is never closed');
}

function asciiSet(characters: string): Uint8Array {
  const set = new Uint8Array(128);
  for (const character of characters) set[character.charCodeAt(0)] = 1;
  return set;
}

function endOfRun(set: Uint8Array, text: QueryText, offset: number): number {
  let end = offset;
  while (end < text.length && set[text.charCodeAt(end)] === 1) end += 1;
  return end;
}
