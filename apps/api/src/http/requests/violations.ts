import { choicesIn } from '@unlatch/contract/shapes/schema';
import { PATTERN_RULES } from '@unlatch/contract/shapes/text';
import type { ErrorObject } from 'ajv';
import type { Violation } from '../../domain/problems.js';
import { Pace } from '../../lib/next-turn.js';

/** A body can break a rule in as many places as it has bytes. This many help a reader. */
export const VIOLATIONS_MAX = 100;

/** The violations that the schema validator found, each with its path in the request. */
export function toViolations(errors: readonly ErrorObject[], schema?: unknown): Violation[] {
  return errors
    .filter(isOfWhole)
    .slice(0, VIOLATIONS_MAX)
    .map((error) => toViolation(error, schema));
}

/** What is wrong with one alternative says no more than that none of them fits. */
function isOfWhole({ schemaPath }: ErrorObject): boolean {
  return !schemaPath.includes('/oneOf/');
}

/** The alternatives in the part of the schema that an error is about. */
function choicesOf({ schemaPath }: ErrorObject, schema: unknown): readonly string[] {
  const steps = schemaPath.split('/').slice(1, -1).map(unescapePointer);
  const part = steps.reduce((whole, name) => Reflect.get(Object(whole), name), schema);
  return choicesIn(Object(part));
}

function toViolation(error: ErrorObject, schema: unknown): Violation {
  const place = locate(error.instancePath.split('/').slice(1).map(unescapePointer));
  const { missingProperty, additionalProperty, allowedValues, type } = error.params;
  if (error.keyword === 'required' && typeof missingProperty === 'string') {
    return { location: place + step(missingProperty), message: 'is required' };
  }
  if (error.keyword === 'additionalProperties' && typeof additionalProperty === 'string') {
    return {
      location: place + step(additionalProperty),
      message: 'is not a field of this request',
      fix: 'Remove it, or correct its spelling.',
    };
  }
  if (error.keyword === 'enum' && Array.isArray(allowedValues)) {
    return { location: place, message: `must be one of ${allowedValues.join(', ')}` };
  }
  if (error.keyword === 'oneOf') {
    return {
      location: place,
      message: `must have exactly one of ${choicesOf(error, schema).join(', ')}`,
    };
  }
  if (error.keyword === 'type') {
    return { location: place, message: `must be ${String(type).replaceAll(',', ' or ')}` };
  }
  const rule = error.keyword === 'pattern' && PATTERN_RULES.get(String(error.params['pattern']));
  return { location: place, message: rule || (error.message ?? 'is not valid') };
}

/**
 * Deeper than any operation accepts (see `serializeMeta`). Without a bound, the paths to all places
 * in one deeply nested body would together take the square of its length.
 */
export const DEPTH_MAX = 200;

/**
 * The places of strings with a U+0000 in them, keys of objects included. The search allocates
 * nothing for a value that it visits: a body has room for millions, and any root key may send one.
 */
export function findNul(
  body: unknown,
  { at = [], max = VIOLATIONS_MAX }: { at?: readonly (string | number)[]; max?: number } = {},
): Violation[] {
  const violations: Violation[] = [];
  const path = [...at];
  const isEnough = () => violations.length === max;
  const note = (text: string) => {
    if (text.includes('\0') && !isEnough()) violations.push(nulAt(path));
  };
  const searchPart = (key: string | number, value: unknown) => {
    path.push(key);
    search(value);
    path.pop();
  };
  const search = (value: unknown): void => {
    if (typeof value === 'string') note(value);
    if (typeof value !== 'object' || value === null || path.length === DEPTH_MAX) return;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length && !isEnough(); index++) {
        searchPart(index, value[index]);
      }
      return;
    }
    for (const key in value) {
      if (isEnough()) return;
      note(key);
      searchPart(key, Reflect.get(value, key));
    }
  };
  search(body);
  return violations;
}

/**
 * The same for a body with a long list, in slices between which other requests are served. The
 * items of the list are bounded, each by itself.
 */
export async function findNulInTurns(
  body: unknown,
  list: string,
  pace = new Pace(),
): Promise<Violation[]> {
  const { [list]: items, ...rest }: Record<string, unknown> = Object(body);
  const violations = findNul(rest);
  for (const [index, item] of (Array.isArray(items) ? items : []).entries()) {
    const max = VIOLATIONS_MAX - violations.length;
    if (max === 0) break;
    violations.push(...findNul(item, { at: [list, index], max }));
    if (pace.isDue()) await pace.rest();
  }
  return violations;
}

function nulAt(path: readonly (string | number)[]): Violation {
  return {
    location: locate(path),
    message: 'must not contain the character U+0000',
    fix: 'PostgreSQL cannot store it in text; leave it out.',
  };
}

export function locate(path: readonly (string | number)[]): string {
  return `body${path.map((key) => step(String(key))).join('')}`;
}

/** A key may be as long as the body, and it is part of the path to everything below it. */
const KEY_SHOWN_MAX = 128;

function step(key: string): string {
  if (key.length > KEY_SHOWN_MAX) return `[${JSON.stringify(key.slice(0, KEY_SHOWN_MAX))}…]`;
  if (/^\d+$/.test(key)) return `[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
