import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.js';

it('is JSON of the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
    }),
  );
});

it('does not depend on the order of keys, at any depth', () => {
  const one = { b: [{ d: 1, c: null }], a: {} };
  const other = { a: {}, b: [{ c: null, d: 1 }] };
  expect(canonicalJson(one)).toBe('{"a":{},"b":[{"c":null,"d":1}]}');
  expect(canonicalJson(other)).toBe(canonicalJson(one));
});

it('depends on the order of a list', () => {
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

it('reads what is nested deeper than the stack reaches', () => {
  const text = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(canonicalJson(JSON.parse(text))).toBe(text);
});
