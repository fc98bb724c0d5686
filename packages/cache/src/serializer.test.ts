import fc from 'fast-check';
import { expect, test } from 'vitest';
import { richJson } from './serializer.js';

const roundTrip = (value: unknown) => richJson.parse(richJson.stringify(value));

test('restores every type that it supports, nested in any way', () => {
  const { any } = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.double().map((number) => (number === 0 ? 0 : number)),
      fc.bigInt(),
      fc.date({ noInvalidDate: true }),
      fc.uint8Array(),
      fc.webUrl().map((url) => new URL(url)),
      fc.array(tie('any')),
      fc.dictionary(
        fc.oneof(fc.string(), fc.constantFrom('$type', 'value', '__proto__')),
        tie('any'),
      ),
      fc.array(fc.tuple(tie('any'), tie('any'))).map((pairs) => new Map(pairs)),
      fc.array(tie('any')).map((values) => new Set(values)),
    ),
  }));
  fc.assert(
    fc.property(any, (value) => {
      expect(roundTrip(value)).toEqual(value);
    }),
  );
});

test('writes plain JSON for values that JSON supports', () => {
  const value = { a: [1, 'two', null, true], b: { c: -1.5 } };
  expect(richJson.stringify(value)).toBe(JSON.stringify(value));
});

test('treats other values as JSON does: it calls toJSON, and classes become plain objects', () => {
  class Money {
    cents = 5;
  }
  const shown = [{ $type: 'mine' }, { $type: 'Date', value: 0 }];
  expect(roundTrip([new Money(), undefined, () => 1])).toEqual([{ cents: 5 }, null, null]);
  expect(roundTrip(shown.map((json) => ({ toJSON: () => json })))).toEqual(shown);
});

test('lets no text with __proto__ change a prototype', () => {
  const parsed = richJson.parse('{"$type":"Object","value":[["__proto__",{"admin":true}]]}');
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
  expect(richJson.parse('{"$type":"Map","value":1}')).toEqual(new Map());
  for (const type of ['constructor', '__proto__', 'toString']) {
    expect(() => richJson.parse(JSON.stringify({ $type: type, value: 1 }))).toThrow(/unknown/);
  }
});
