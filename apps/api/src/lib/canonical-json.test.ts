import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.js';

function textOf(value: unknown): string {
  return [...canonicalJson(value)].join('');
}

it('is JSON of the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(textOf(plain))).toEqual(plain);
    }),
  );
});

it('does not depend on the order of keys, at any depth', () => {
  const one = { b: [{ d: 1, c: null }], a: {} };
  const other = { a: {}, b: [{ c: null, d: 1 }] };
  expect(textOf(one)).toBe('{"a":{},"b":[{"c":null,"d":1}]}');
  expect(textOf(other)).toBe(textOf(one));
});

it('depends on the order of a list', () => {
  expect(textOf([1, 2])).not.toBe(textOf([2, 1]));
});

it('reads values that are nested deeper than the stack allows', () => {
  const text = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(textOf(JSON.parse(text))).toBe(text);
});

it('gives a long value in chunks, so that the whole text is never in memory', () => {
  const value = Array.from({ length: 100_000 }, (_, index) => ({ index, list: [index, 'text'] }));
  const chunks = [...canonicalJson(value)];
  expect(JSON.parse(chunks.join(''))).toEqual(value);
  expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(100_000);
});

it('writes five million values', () => {
  const value = Array.from({ length: 5_000_000 }, () => 0);
  let length = 0;
  for (const chunk of canonicalJson(value)) length += chunk.length;
  expect(length).toBe(2 * value.length + 1);
});
