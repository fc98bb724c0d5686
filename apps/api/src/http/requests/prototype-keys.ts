import { DEPTH_MAX } from './violations.js';

/**
 * Whether anything in a body has a key `__proto__`, or a key `constructor` with a `prototype`
 * inside. What lies deeper than any operation takes is left out: it is refused or never read.
 *
 * Anybody with a root key may send a body of MAX_BODY_BYTES, and nobody else is answered while it
 * is searched. So nothing is made for a value that is looked at, and the items of a list are not
 * gone through by `for in`, which makes a text of every index: the search that Fastify brings along
 * takes ten times as long as parsing where a list has millions of numbers, and this one a quarter.
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

/** Whether it is worth looking, which it hardly ever is: both keys have these letters or escapes. */
export function mayReachForPrototype(text: string): boolean {
  return text.includes('proto') || text.includes('\\u00');
}

function hasPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
}
