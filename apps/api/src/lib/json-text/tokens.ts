/** The first character of a token, which says what it is, as a code. */
export const TOKEN = {
  text: 0x22,
  openObject: 0x7b,
  closeObject: 0x7d,
  openList: 0x5b,
  closeList: 0x5d,
  colon: 0x3a,
  comma: 0x2c,
} as const;

const BACKSLASH = 0x5c;
const SPACE = 0x20;

/** By code: 1 for what is a token by itself, and what ends a number or a literal. */
const PUNCTUATION = new Uint8Array(128);
for (const code of Object.values(TOKEN)) PUNCTUATION[code] = 1;

/** Where a token begins and ends, and its first character, as a code. */
type VisitToken = (first: number, start: number, end: number) => boolean;

/**
 * Goes through the tokens of a JSON text: brackets, colons, commas, texts, numbers and literals.
 * Ends early when `visit` returns false. Returns where it ended, from where it can go on. It takes
 * any text and never fails. A text that is not JSON gives tokens of no meaning.
 *
 * Linear, and nothing is allocated: a body may have millions of tokens.
 */
export function scanTokens(text: string, visit: VisitToken, from = 0): number {
  let start = from;
  while (start < text.length) {
    const first = text.charCodeAt(start);
    let end = start + 1;
    if (first === TOKEN.text) end = endOfText(text, start);
    else if (first > SPACE && PUNCTUATION[first] !== 1) end = endOfScalar(text, end);
    if (first > SPACE && !visit(first, start, end)) return end;
    start = end;
  }
  return start;
}

function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, start, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

/** Whether an odd number of backslashes stands before this character. */
function isEscaped(text: string, start: number, at: number): boolean {
  let first = at;
  while (first - 1 > start && text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}

function endOfScalar(text: string, from: number): number {
  let end = from;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code <= SPACE || PUNCTUATION[code] === 1) return end;
    end += 1;
  }
  return end;
}
