export type TokenKind = 'permission' | 'and' | 'or' | 'open' | 'close' | 'illegal' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where the token begins, in bytes of UTF-8 counted from 0. */
  readonly position: number;
  /** Where the next token may begin. */
  readonly end: number;
}

const WHITESPACE = /[ \t\r\n]*/y;
const WORD = /[a-zA-Z0-9._\-*:/]*/y;

/**
 * The token at or after an offset.
 *
 * Offsets into the string serve as byte offsets. They differ only behind a character outside ASCII.
 * Every such character is illegal, and the parser never reads on behind an illegal character.
 */
export function tokenAt(text: string, offset: number): Token {
  const position = endOfRun(WHITESPACE, text, offset);
  if (position === text.length) return { kind: 'end', text: '', position, end: position };

  const word = text.slice(position, endOfRun(WORD, text, position));
  const tokenText = word || String.fromCodePoint(text.codePointAt(position) ?? 0);
  const kind = word ? kindOfWord(word) : kindOfCharacter(tokenText);
  return { kind, text: tokenText, position, end: position + tokenText.length };
}

function endOfRun(run: RegExp, text: string, offset: number): number {
  run.lastIndex = offset;
  run.test(text);
  return run.lastIndex;
}

function kindOfWord(word: string): TokenKind {
  if (word.length > 3) return 'permission';
  const upper = word.toUpperCase();
  if (upper === 'AND') return 'and';
  return upper === 'OR' ? 'or' : 'permission';
}

function kindOfCharacter(character: string): TokenKind {
  if (character === '(') return 'open';
  return character === ')' ? 'close' : 'illegal';
}
