import { scanTokens, TOKEN } from './tokens.js';

const SPACE = 0x20;

/**
 * Whether a JSON text has more values than `valuesMax`: objects, lists, texts, numbers and
 * literals. Names are not counted. Reads no further than it needs, and not at all where the length
 * says it: each value but one comes with a comma or a bracket.
 */
export function hasMoreValues(text: string, valuesMax: number): boolean {
  if (text.length < 2 * valuesMax) return false;
  let values = 0;
  scanTokens(text, (first) => {
    if (first === TOKEN.colon) values -= 1;
    else if (!isSeparator(first)) values += 1;
    // The latest may be a name.
    return values <= valuesMax + 1;
  });
  return values > valuesMax;
}

function isSeparator(code: number): boolean {
  return code === TOKEN.comma || code === TOKEN.closeObject || code === TOKEN.closeList;
}

/**
 * How many colons of a text may stand between a name and its value: those after a quotation mark or
 * white space. They are no less than the objects of the text have members.
 */
export function countColons(text: string): number {
  let colons = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    const before = text.charCodeAt(at - 1);
    if (before === TOKEN.text || before <= SPACE) colons += 1;
  }
  return colons;
}

/**
 * How many members the objects in a parsed value have together. `undefined` if objects and lists
 * are nested more deeply than `depthMax`, which also bounds the recursion.
 */
export function countMembers(value: unknown, depthMax: number): number | undefined {
  if (typeof value !== 'object' || value === null) return 0;
  if (depthMax === 0) return undefined;
  let members = 0;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const inside = countMembers(value[index], depthMax - 1);
      if (inside === undefined) return undefined;
      members += inside;
    }
    return members;
  }
  for (const name in value) {
    const inside = countMembers(Reflect.get(value, name), depthMax - 1);
    if (inside === undefined) return undefined;
    members += 1 + inside;
  }
  return members;
}
