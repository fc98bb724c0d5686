export type TokenKind = 'permission' | 'and' | 'or' | 'open' | 'close' | 'illegal' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where the token begins, in bytes of UTF-8 counted from 0. */
  readonly position: number;
  /** Where the next token may begin. */
  readonly end: number;
}

/** As much of a string as the lexer needs. Tests pass one that counts how often it is read. */
export type QueryText = Pick<string, 'length' | 'charCodeAt' | 'slice'>;

const OPEN = '('.charCodeAt(0);
const CLOSE = ')'.charCodeAt(0);
const IS_SPACE = asciiSet(' \t\r\n');
const IS_WORD = asciiSet('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-*:/');

/**
 * The token at or after an offset.
 *
 * Offsets into the string serve as byte offsets. They differ only behind a character outside ASCII.
 * Every such character is illegal, and the parser never reads on behind an illegal character.
 */
export function tokenAt(text: QueryText, offset: number): Token {
  const position = endOfRun(IS_SPACE, text, offset);
  if (position === text.length) return { kind: 'end', text: '', position, end: position };

  const unit = text.charCodeAt(position);
  if (unit === OPEN) return { kind: 'open', text: '(', position, end: position + 1 };
  if (unit === CLOSE) return { kind: 'close', text: ')', position, end: position + 1 };
  const end = endOfRun(IS_WORD, text, position);
  if (end === position) return illegalAt(text, position);
  const word = text.slice(position, end);
  return { kind: kindOfWord(word), text: word, position, end };
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

/** The whole character, which may be a pair of UTF-16 units. */
function illegalAt(text: QueryText, position: number): Token {
  const [character = ''] = text.slice(position, position + 2);
  return { kind: 'illegal', text: character, position, end: position + character.length };
}

function kindOfWord(word: string): TokenKind {
  if (word.length > 3) return 'permission';
  const upper = word.toUpperCase();
  if (upper === 'AND') return 'and';
  return upper === 'OR' ? 'or' : 'permission';
}
