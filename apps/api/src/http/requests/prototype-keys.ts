import { DEPTH_MAX } from './violations.js';

/**
 * Whether anything in a body has a key `__proto__`, or a key `constructor` with a `prototype`
 * inside. Levels deeper than any operation accepts are not searched: such a body is refused, or
 * that part of it is never read.
 *
 * Any root key may send a body of MAX_BODY_BYTES, and the process answers no other request during
 * the search. So the search allocates nothing for a value that it visits. It does not walk a list
 * by `for in`, which makes a string of every index. On a list of millions of numbers, Fastify's own
 * search takes ten times as long as parsing. This one takes a quarter of the parsing time.
 */
export function reachesForPrototype(body: unknown, depth = 0): boolean {
  if (typeof body !== 'object' || body === null || depth === DEPTH_MAX) return false;
  if (Array.isArray(body)) {
    for (let index = 0; index < body.length; index++) {
      if (reachesForPrototype(body[index], depth + 1)) return true;
    }
    return false;
  }
  if (Object.hasOwn(body, '__proto__')) return true;
  if (Object.hasOwn(body, 'constructor') && hasPrototype(body.constructor)) return true;
  for (const key in body) {
    if (reachesForPrototype(Reflect.get(body, key), depth + 1)) return true;
  }
  return false;
}

/** Whether a search is needed, which is rare: both keys contain these letters or escapes. */
export function mayReachForPrototype(text: string): boolean {
  return text.includes('proto') || text.includes('\\u00');
}

function hasPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
}
