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
  if (text === '') throw invalidRequest('body', 'must not be empty');
  if (text.startsWith(BYTE_ORDER_MARK)) {
    throw invalidRequest('body', 'must not begin with a byte order mark');
  }
  const { valuesMax, depthMax, returnsValues } = rules;
  if (hasMoreValues(text, valuesMax)) {
    throw invalidRequest('body', `must not have more than ${valuesMax} values`);
  }
  const value = parse(text);
  const members = countMembers(value, depthMax);
  if (members === undefined) {
    throw invalidRequest('body', `must not be nested deeper than ${depthMax} levels`);
  }
  if (mayReachForPrototype(text) && reachesForPrototype(value)) {
    throw invalidRequest('body', 'must have no keys such as __proto__');
  }
  const judgesNumbers = returnsValues || FRACTION_OR_EXPONENT.test(text);
  const isPlain = members === countColons(text) && (!judgesNumbers || hasOnlyExactNumbers(text));
  if (!isPlain) refuseFaults(text, judgesNumbers);
  return value;
}

/**
 * A number that may be rounded to one within its bounds. Schemas have integers only, and each has
 * bounds below those from which integers are rounded.
 */
const FRACTION_OR_EXPONENT = /[[:,\s]-?\d+[.eE]/;

const BYTE_ORDER_MARK = '\ufeff';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidRequest('body', 'must be valid JSON');
  }
}

function refuseFaults(text: string, numbers: boolean): void {
  const faults = findFaults(text, { faultsMax: VIOLATIONS_MAX, numbers });
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
