/** A text in UTF-16 units. A search in an array of numbers takes half as long as one in a string. */
export type Units = ArrayLike<number>;

/** A text with at least one `*`, each of which stands for any run of characters, even an empty one. */
export interface Wildcard {
  /** What comes before the first `*`, and what after the last. */
  readonly head: string;
  readonly tail: string;
  /** The number of characters beside the `*`. */
  readonly literalLength: number;
  /** Whether there is text between two `*`, so that a text must be read to see whether it matches. */
  readonly hasInnerText: boolean;
  /** Whether a text with this head and this tail matches. Without inner text, its length decides. */
  readonly fits: (length: number, text: Units) => boolean;
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

  const fits = (length: number, text: Units) => {
    if (length < literalLength) return false;
    const end = length - tail.length;
    let position = head.length;
    for (const part of parts) {
      position = endOfPart(part, text, position, end);
      if (position === NOT_FOUND) return false;
    }
    return position <= end;
  };
  return { head, tail, literalLength, hasInnerText: parts.length > 0, fits };
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

/** `extend` is written out, since this loop is what a hostile pattern makes run. */
function endOfPart({ units, fallback }: Part, text: Units, start: number, end: number): number {
  const { length } = units;
  let matched = 0;
  for (let position = start; position < end; position++) {
    const unit = text[position];
    while (matched > 0 && units[matched] !== unit) matched = fallback[matched - 1] ?? 0;
    if (units[matched] === unit) matched += 1;
    if (matched === length) return position + 1;
  }
  return NOT_FOUND;
}
