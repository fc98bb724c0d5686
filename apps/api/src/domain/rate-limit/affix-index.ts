import type { Text } from '../../lib/text.js';

/** Which of many texts a text begins with, or ends with. */
export interface AffixIndex {
  /** The place of each affix. Equal affixes have the same. */
  readonly places: ReadonlyMap<string, number>;
  /** The place of the longest affix that the text has, or NONE. */
  longestOf(text: Text): number;
  /** The place of the next shorter affix that a text with this one has, or NONE. */
  shorter(place: number): number;
}

export const NONE = -1;

/**
 * Affixes are sorted, each with its longest proper prefix among them. The greatest one that is not
 * beyond the text begins with every affix that the text begins with. So a binary search finds them
 * all, and reads no character of the text more than a few times, whatever the affixes are.
 */
export function indexAffixes(affixes: readonly string[], end: 'head' | 'tail'): AffixIndex {
  const isHead = end === 'head';
  const sharedOf = isHead ? sharedHead : sharedTail;
  const orient = isHead ? (affix: string) => affix : reverse;
  const distinct = [...new Set(affixes)].sort((a, b) => (orient(a) < orient(b) ? -1 : 1));
  const oriented = distinct.map(orient);
  const prefixes = longestPrefixes(oriented);

  return {
    places: new Map(distinct.map((affix, place) => [affix, place])),
    longestOf(text) {
      let low = 0;
      for (let high = oriented.length; low < high; ) {
        const middle = (low + high) >>> 1;
        const affix = oriented[middle] ?? '';
        const shared = sharedOf(affix, text);
        const next = text.charCodeAt(isHead ? shared : text.length - 1 - shared);
        // Behind its end, a text gives NaN, which is not greater than anything.
        const isBeyond = shared < affix.length && !(next > affix.charCodeAt(shared));
        if (isBeyond) high = middle;
        else low = middle + 1;
      }
      let place = low - 1;
      const shared = place === NONE ? 0 : sharedOf(oriented[place] ?? '', text);
      while (place !== NONE && (oriented[place]?.length ?? 0) > shared) {
        place = prefixes[place] ?? NONE;
      }
      return place;
    },
    shorter: (place) => prefixes[place] ?? NONE,
  };
}

/** For each of the sorted texts, the place of the longest other one that it begins with. */
function longestPrefixes(sorted: readonly string[]): readonly number[] {
  const open: number[] = [];
  return sorted.map((text, place) => {
    while (open.length > 0 && !text.startsWith(sorted[open.at(-1) ?? 0] ?? '')) open.pop();
    const longest = open.at(-1) ?? NONE;
    open.push(place);
    return longest;
  });
}

function sharedHead(affix: string, text: Text): number {
  const longest = Math.min(affix.length, text.length);
  let shared = 0;
  while (shared < longest && affix.charCodeAt(shared) === text.charCodeAt(shared)) shared += 1;
  return shared;
}

/** The affix is written backwards. */
function sharedTail(affix: string, text: Text): number {
  const longest = Math.min(affix.length, text.length);
  const last = text.length - 1;
  let shared = 0;
  while (shared < longest && affix.charCodeAt(shared) === text.charCodeAt(last - shared)) {
    shared += 1;
  }
  return shared;
}

/** By UTF-16 units, as texts are compared. */
function reverse(text: string): string {
  let reversed = '';
  for (let position = text.length - 1; position >= 0; position--) reversed += text[position];
  return reversed;
}
