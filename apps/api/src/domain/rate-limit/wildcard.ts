import type { Text } from '../../lib/text.js';

/** A text with at least one `*`, each of which stands for any run of characters, even an empty one. */
export interface Wildcard {
  /** What comes before the first `*`, and what after the last. */
  readonly head: string;
  readonly tail: string;
  /** The number of characters beside the `*`. */
  readonly literalLength: number;
  /** Whether a text with this head and this tail matches. */
  readonly fits: (text: Text) => boolean;
}

/**
 * Each literal part is searched once, from where the previous one ended. The first place is as good
 * as any later one, so the search never backtracks. All parts together read a text once, and look
 * at each character twice on average at most. So a hostile pattern costs no more than a plain one.
 */
export function parseWildcard(pattern: string): Wildcard {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop() ?? '';
  const parts = rest.filter((part) => part !== '').map(prepare);
  const literalLength = pattern.replaceAll('*', '').length;

  const fits = (text: Text) => {
    if (text.length < literalLength) return false;
    const end = text.length - tail.length;
    let position = head.length;
    for (const part of parts) {
      position = endOfPart(part, text, position, end);
      if (position === NOT_FOUND) return false;
    }
    return position <= end;
  };
  return { head, tail, literalLength, fits };
}

const NOT_FOUND = -1;

interface Part {
  /** Its characters, in UTF-16 units. */
  readonly units: Uint16Array;
  /** For each length, how much of the part is still matched after a mismatch behind it. */
  readonly fallback: Uint16Array;
}

/** The search of Knuth, Morris and Pratt. */
function prepare(literal: string): Part {
  const units = new Uint16Array(literal.length);
  for (let index = 0; index < units.length; index++) units[index] = literal.charCodeAt(index);
  const fallback = new Uint16Array(units.length);
  let matched = 0;
  for (let index = 1; index < units.length; index++) {
    matched = extend({ units, fallback }, matched, units[index] ?? 0);
    fallback[index] = matched;
  }
  return { units, fallback };
}

function extend({ units, fallback }: Part, matched: number, unit: number): number {
  let length = matched;
  while (length > 0 && units[length] !== unit) length = fallback[length - 1] ?? 0;
  return units[length] === unit ? length + 1 : length;
}

function endOfPart(part: Part, text: Text, start: number, end: number): number {
  let matched = 0;
  for (let position = start; position < end; position++) {
    matched = extend(part, matched, text.charCodeAt(position));
    if (matched === part.units.length) return position + 1;
  }
  return NOT_FOUND;
}
