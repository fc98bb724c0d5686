import { isExactNumber } from './exact-number.js';
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

/**
 * The places at which a valid JSON text names a member of an object for the second time. With
 * `numbers` also those of numbers that `isExactNumber` denies. At most `faultsMax`.
 *
 * For texts of bounded depth and number of values: it remembers the names of all objects that are
 * open.
 */
export function findFaults(
  text: string,
  { faultsMax, numbers }: { faultsMax: number; numbers: boolean },
): JsonFault[] {
  const faults: JsonFault[] = [];
  const levels: Level[] = [];
  const note = (kind: JsonFault['kind']) => faults.push({ kind, path: levels.map(({ at }) => at) });
  let awaitsName = false;
  const readText = (start: number, end: number, level: Level | undefined) => {
    if (!awaitsName || level?.names === undefined) return;
    awaitsName = false;
    level.at = nameIn(text.slice(start, end));
    if (level.names.has(level.at)) note('duplicate');
    level.names.add(level.at);
  };
  scanTokens(text, (first, start, end) => {
    const level = levels[levels.length - 1];
    if (first === TOKEN.text) {
      readText(start, end, level);
    } else if (first === TOKEN.openObject) {
      levels.push({ names: new Set(), at: '' });
      awaitsName = true;
    } else if (first === TOKEN.openList) {
      levels.push({ names: undefined, at: 0 });
      awaitsName = false;
    } else if (first === TOKEN.closeObject || first === TOKEN.closeList) {
      levels.pop();
    } else if (first === TOKEN.comma && level !== undefined) {
      awaitsName = level.names !== undefined;
      if (typeof level.at === 'number') level.at += 1;
    } else if (numbers && isStartOfNumber(first) && !isExactNumber(text.slice(start, end))) {
      note('number');
    }
    return faults.length < faultsMax;
  });
  return faults;
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
  const name: unknown = JSON.parse(quoted);
  return String(name);
}
