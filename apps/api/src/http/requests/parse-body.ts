import type { Problem } from '../../domain/problems.js';
import { findFaults, hasOnlyExactNumbers, type JsonFault } from '../../lib/json-text/faults.js';
import { countColons, countMembers, hasMoreValues } from '../../lib/json-text/values.js';
import { invalidBody, invalidRequest } from '../answers/problem-responses.js';
import { mayReachForPrototype, reachesForPrototype } from './prototype-keys.js';
import { locate, VIOLATIONS_MAX } from './violations.js';

export interface ParseRules {
  readonly valuesMax: number;
  readonly depthMax: number;
  /** Whether answers give values back that no schema knows, numbers included. */
  readonly returnsValues: boolean;
}

/**
 * The value of a JSON body. Refused is a body that
 * - has more values, or more levels, than any valid one. Values are counted before it is parsed;
 * - names a member twice, since two readers may then see two bodies;
 * - names `__proto__`, or `constructor` with a prototype inside: no honest client does, and many
 *   attacks begin with it;
 * - has numbers that would not come back as they were sent, if any would come back, or that would
 *   be taken for other ones: `1e-400` for 0.
 *
 * A usual body pays for two counts: it has no more colons after names than members were parsed, so
 * none was there twice.
 */
export function parseBody(text: string, rules: ParseRules): unknown {
  refuseNoBody(text);
  if (hasMoreValues(text, rules.valuesMax)) throw tooManyValues(rules);
  const value = parseJson(text);
  const doubts = doubtsAbout({ text, value }, rules);
  refuseDoubtful(doubts, rules);
  if (doubts.isPlain) return value;
  refuseFaults(findFaults(text, faultSearch(doubts)));
  return value;
}

export function refuseNoBody(text: string): void {
  if (text === '') throw invalidRequest('body', 'must not be empty');
  if (text.startsWith(BYTE_ORDER_MARK)) {
    throw invalidRequest('body', 'must not begin with a byte order mark');
  }
}

export function tooManyValues({ valuesMax }: ParseRules): Problem {
  return invalidRequest('body', `must not have more than ${valuesMax} values`);
}

/** What may be wrong with a text that is valid JSON. */
export interface Doubts {
  readonly isTooDeep: boolean;
  readonly reachesForPrototype: boolean;
  /** Whether a number may come back, or be taken for another one. */
  readonly judgesNumbers: boolean;
  /** Whether no member is there twice, and all numbers are exact. If false, either may be. */
  readonly isPlain: boolean;
}

export function doubtsAbout(
  { text, value }: { readonly text: string; readonly value: unknown },
  { depthMax, returnsValues }: ParseRules,
): Doubts {
  const members = countMembers(value, depthMax);
  const isTooDeep = members === undefined;
  const judgesNumbers = returnsValues || FRACTION_OR_EXPONENT.test(text);
  return {
    isTooDeep,
    reachesForPrototype: !isTooDeep && mayReachForPrototype(text) && reachesForPrototype(value),
    judgesNumbers,
    isPlain: members === countColons(text) && (!judgesNumbers || hasOnlyExactNumbers(text)),
  };
}

export function refuseDoubtful(doubts: Doubts, { depthMax }: ParseRules): void {
  if (doubts.isTooDeep) {
    throw invalidRequest('body', `must not be nested deeper than ${depthMax} levels`);
  }
  if (doubts.reachesForPrototype) {
    throw invalidRequest('body', 'must have no keys such as __proto__');
  }
}

/**
 * A number that may be rounded to one within its bounds. Schemas have integers only, and each has
 * bounds below those from which integers are rounded.
 */
const FRACTION_OR_EXPONENT = /[[:,\s]-?\d+[.eE]/;

const BYTE_ORDER_MARK = '\ufeff';

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

export function notJson(): Problem {
  return invalidRequest('body', 'must be valid JSON');
}

export function faultSearch({ judgesNumbers }: Doubts) {
  return { faultsMax: VIOLATIONS_MAX, numbers: judgesNumbers };
}

export function refuseFaults(faults: readonly JsonFault[]): void {
  if (faults.length > 0) throw invalidBody(faults.map(toViolation));
}

function toViolation({ kind, path }: JsonFault) {
  const location = locate(path);
  return kind === 'duplicate'
    ? { location, message: 'is there twice', fix: 'Send each field once.' }
    : {
        location,
        message: 'is a number that cannot be kept exactly',
        fix: 'Send it as text, or with no more digits than a 64-bit floating-point number has.',
      };
}
