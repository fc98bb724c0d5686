import { describe, expect, it } from 'vitest';
import { parseWildcard } from './wildcard.js';

const IDENTIFIER = 'a'.repeat(512);

/** How often a search reads a character of the text, whether it is found or not. */
function readsOf(pattern: string, text: string): number {
  let reads = 0;
  const units = new Proxy(
    Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)),
    {
      get(array, name) {
        reads += 1;
        return Reflect.get(array, name);
      },
    },
  );
  parseWildcard(pattern).fits(text.length, units);
  return reads;
}

describe('a wildcard with inner text', () => {
  it.each([
    ['text that nearly fits everywhere', `*${'a'.repeat(200)}b*`],
    ['very many parts', `${'*a'.repeat(255)}*b*`],
    ['parts that contain each other', `*${['a', 'aa', 'aaa', 'aaaa', 'aab'].join('*')}*`],
    ['half of the identifier twice', `*${'a'.repeat(255)}*${'a'.repeat(254)}b*`],
  ])('reads each character of an identifier once at most: %s', (_, pattern) => {
    expect(readsOf(pattern, IDENTIFIER)).toBeLessThanOrEqual(IDENTIFIER.length);
  });
});
