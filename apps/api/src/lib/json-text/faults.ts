import { Pace } from '../next-turn.js';
import { isExactNumber } from './exact-number.js';
import { replaceHalfCharacters } from './half-characters.js';
import { scanTokens, TOKEN } from './tokens.js';

/** A place in a JSON text that readers may take differently. */
export interface JsonFault {
  readonly kind: 'duplicate' | 'number';
  /** Names and indexes from the outermost value. */
  readonly path: readonly (string | number)[];
}

/** The object or list that is being read. */
interface Level {
  /** Those that came so far. `undefined` for a list. */
  readonly names: Set<string> | undefined;
  /** The name or index of the current member. */
  at: string | number;
}

const [MINUS, ZERO, NINE] = [0x2d, 0x30, 0x39];

interface Search {
  readonly faultsMax: number;
  readonly numbers: boolean;
}

/**
 * The places at which a valid JSON text names a member of an object for the second time. With
 * `numbers` also those of numbers that `isExactNumber` denies. At most `faultsMax`.
 *
 * For texts of bounded depth and number of values: it remembers the names of all objects that are
 * open.
 */
export function findFaults(text: string, search: Search): JsonFault[] {
  const finder = new FaultFinder(text, search);
  finder.read(Infinity);
  return finder.faults;
}

/** Some tenths of a millisecond. */
const TOKENS_AT_ONCE = 2000;

/** The same, in slices between which other requests are served. */
export async function findFaultsInTurns(
  text: string,
  search: Search,
  pace = new Pace(),
): Promise<JsonFault[]> {
  const finder = new FaultFinder(text, search);
  while (!finder.read(TOKENS_AT_ONCE)) if (pace.isDue()) await pace.rest();
  return finder.faults;
}

class FaultFinder {
  readonly faults: JsonFault[] = [];
  readonly #text: string;
  readonly #search: Search;
  readonly #levels: Level[] = [];
  #awaitsName = false;
  #at = 0;

  constructor(text: string, search: Search) {
    this.#text = text;
    this.#search = search;
  }

  /** Goes on for so many tokens. Returns whether there is nothing more to find. */
  read(tokensMax: number): boolean {
    let tokens = 0;
    const { faultsMax } = this.#search;
    const visit = (first: number, start: number, end: number) => {
      this.#visit(first, start, end);
      tokens += 1;
      return tokens < tokensMax && this.faults.length < faultsMax;
    };
    this.#at = scanTokens(this.#text, visit, this.#at);
    return this.faults.length >= faultsMax || this.#at >= this.#text.length;
  }

  #visit(first: number, start: number, end: number): void {
    const levels = this.#levels;
    const level = levels[levels.length - 1];
    if (first === TOKEN.text) {
      this.#readText(start, end, level);
    } else if (first === TOKEN.openObject) {
      levels.push({ names: new Set(), at: '' });
      this.#awaitsName = true;
    } else if (first === TOKEN.openList) {
      levels.push({ names: undefined, at: 0 });
      this.#awaitsName = false;
    } else if (first === TOKEN.closeObject || first === TOKEN.closeList) {
      levels.pop();
    } else if (first === TOKEN.comma && level !== undefined) {
      this.#awaitsName = level.names !== undefined;
      if (typeof level.at === 'number') level.at += 1;
    } else if (this.#search.numbers && isStartOfNumber(first)) {
      if (!isExactNumber(this.#text.slice(start, end))) this.#note('number');
    }
  }

  #readText(start: number, end: number, level: Level | undefined): void {
    if (!this.#awaitsName || level?.names === undefined) return;
    this.#awaitsName = false;
    level.at = nameIn(this.#text.slice(start, end));
    if (level.names.has(level.at)) this.#note('duplicate');
    level.names.add(level.at);
  }

  #note(kind: JsonFault['kind']): void {
    this.faults.push({ kind, path: this.#levels.map(({ at }) => at) });
  }
}

/** Whether all numbers of a valid JSON text are exact, without the places of those that are not. */
export function hasOnlyExactNumbers(text: string): boolean {
  let areExact = true;
  scanTokens(text, (first, start, end) => {
    if (isStartOfNumber(first)) areExact = isExactNumber(text.slice(start, end));
    return areExact;
  });
  return areExact;
}

function isStartOfNumber(code: number): boolean {
  return code === MINUS || (code >= ZERO && code <= NINE);
}

function nameIn(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  const name: unknown = JSON.parse(replaceHalfCharacters(quoted));
  return String(name);
}
