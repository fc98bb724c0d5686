import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowWriter, isOfDates, splitArray } from './json-rows.js';

describe('a row', () => {
  it('becomes an object with sorted names, and its values keep their text', () => {
    const write = createRowWriter([
      { name: 'b', type: 'UInt64' },
      { name: 'a "quoted"', type: 'String' },
      { name: 'C', type: 'Array(String)' },
    ]);
    const text = write('[18446744073709551615, "x,\\"y\\"]", ["1,2","]"]]');
    expect(text).toBe('{"C":["1,2","]"],"a \\"quoted\\"":"x,\\"y\\"]","b":18446744073709551615}');
  });

  it('has the later one of two columns with one name', () => {
    const write = createRowWriter([
      { name: 'a', type: 'UInt8' },
      { name: 'a', type: 'UInt8' },
    ]);
    expect(write('[1, 2]')).toBe('{"a":2}');
  });

  it.each([
    ['Date', '"2026-01-15"', '"2026-01-15T00:00:00Z"'],
    ['Nullable(Date32)', 'null', 'null'],
    [
      'Array(Date)',
      '["2026-01-15","2026-01-16"]',
      '["2026-01-15T00:00:00Z","2026-01-16T00:00:00Z"]',
    ],
    ['String', '"2026-01-15"', '"2026-01-15"'],
    ['DateTime', '"2026-01-15T01:02:03Z"', '"2026-01-15T01:02:03Z"'],
  ])('has a %s as a moment, if it is a date', (type, given, expected) => {
    expect(createRowWriter([{ name: 'a', type }])(`[${given}]`)).toBe(`{"a":${expected}}`);
  });

  it('is split where JSON has its items, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (items) => {
        const found = splitArray(JSON.stringify(items)).map((text) => JSON.parse(text));
        expect(found).toEqual(JSON.parse(JSON.stringify(items)));
      }),
    );
  });
});

describe('a type', () => {
  it.each(['Map(String, Date)', 'Tuple(Date)', 'DateTime', 'Array(String)', ''])(
    '%s is not one of dates alone',
    (type) => {
      expect(isOfDates(type)).toBe(false);
    },
  );
});
