import type { QueryText } from './query-text.js';
import { Refusal } from './refusal.js';

const BACKSLASH = '\\'.charCodeAt(0);

const ESCAPED: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\u000b',
  '0': '\0',
};
const ESCAPES_ITSELF = new Set(['\\', "'", '"', '`']);

export interface Quotation {
  readonly value: string;
  /** Behind the closing quote. */
  readonly end: number;
}

/**
 * Reads what stands in quotes as the engine reads it: a doubled quote is one quote, `\n` a line
 * break, and a backslash before any other character stays (`'\d'` is two characters).
 */
export function readQuotation(text: QueryText, start: number): Quotation {
  const quote = text.charCodeAt(start);
  const parts: string[] = [];
  let from = start + 1;
  let position = from;
  while (position < text.length) {
    const unit = text.charCodeAt(position);
    if (unit !== quote && unit !== BACKSLASH) {
      position += 1;
      continue;
    }
    parts.push(text.slice(from, position));
    if (unit === BACKSLASH) {
      const { value, end } = readEscape(text, position);
      parts.push(value);
      position = end;
    } else if (position + 1 < text.length && text.charCodeAt(position + 1) === quote) {
      parts.push(String.fromCharCode(quote));
      position += 2;
    } else {
      return { value: parts.join(''), end: position + 1 };
    }
    from = position;
  }
  throw new Refusal('syntax', start, 'the quote that begins here is never closed');
}

function readEscape(text: QueryText, position: number): Quotation {
  if (position + 1 >= text.length) {
    throw new Refusal('syntax', position, 'the query ends behind a backslash');
  }
  const character = text.slice(position + 1, position + 2);
  if (character === 'x') return readHex(text, position);
  const end = position + 2;
  if (character === 'N') return { value: '', end };
  const control = ESCAPED[character];
  if (control !== undefined) return { value: control, end };
  return { value: ESCAPES_ITSELF.has(character) ? character : `\\${character}`, end };
}

/** Only ASCII: any other byte could be half a character. */
function readHex(text: QueryText, position: number): Quotation {
  const digits = text.slice(position + 2, Math.min(position + 4, text.length));
  if (!/^[0-7][0-9a-fA-F]$/.test(digits)) {
    throw new Refusal('syntax', position, 'expected \\x with two hexadecimal digits up to 7F');
  }
  return { value: String.fromCharCode(Number.parseInt(digits, 16)), end: position + 4 };
}
