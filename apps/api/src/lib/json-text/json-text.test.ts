import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExactNumber } from './exact-number.js';
import { findFaults, hasOnlyExactNumbers } from './faults.js';
import { countColons, countMembers, hasMoreValues } from './values.js';

/** JSON as other programs may write it: with white space and escapes, and without order. */
const anyJson = fc
  .tuple(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, '\t', ' \r\n'))
  .map(([value, space]) => ({ value, text: escapeSome(JSON.stringify(value, null, space)) }));

function escapeSome(text: string): string {
  return text.replaceAll('o', '\\u006f').replaceAll('/', '\\/');
}

function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inside) => sum + countValues(inside), 1);
}

describe('the number of values', () => {
  it('is that of the parsed value, whatever stands in texts', () => {
    fc.assert(
      fc.property(anyJson, ({ value, text }) => {
        const values = countValues(value);
        expect(hasMoreValues(text, values)).toBe(false);
        expect(hasMoreValues(text, values - 1)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['[]', 1],
    ['{"a":{},"b":[[]]}', 4],
    ['{"a":"[1,2,3]"}', 2],
    ['{"a\\"":"\\\\","\\\\":1}', 3],
    ['[1,-1.5e3,true,false,null,"",{}]', 8],
    [' \n"a b, c" ', 1],
  ])('in %s is %i', (text, values) => {
    expect(hasMoreValues(text, values)).toBe(false);
    expect(hasMoreValues(text, values - 1)).toBe(true);
  });

  it.each(['"', '{"a', '[1,', '\\"[', '}{', '\u0000\ud800'])(
    'ends for a text that is no JSON: %s',
    (text) => {
      expect(hasMoreValues(text.repeat(1000), 10_000_000)).toBe(false);
    },
  );
});

describe('the number of members', () => {
  it('is that of colons outside of texts, so that no duplicate can hide', () => {
    fc.assert(
      fc.property(anyJson, ({ value, text }) => {
        const members = countMembers(value, 20);
        expect(members).toBe(
          countColons(JSON.stringify(value).replaceAll(/"(\\.|[^"\\])*"/g, '""')),
        );
        expect(countColons(text)).toBeGreaterThanOrEqual(Number(members));
      }),
    );
  });

  it('is counted with white space before the colon, and without colons of usual texts', () => {
    expect(countColons('{"a" :1,"b"\n:2,"c"\t\r:3}')).toBe(3);
    expect(countColons('{"a":"env:prod","b":["2001:db8::1","user:42"]}')).toBe(2);
  });

  it('is not counted below the greatest depth', () => {
    expect(countMembers({ a: [{ b: [] }] }, 4)).toBe(2);
    expect(countMembers({ a: [{ b: [] }] }, 3)).toBeUndefined();
    expect(countMembers(JSON.parse('['.repeat(1e6) + ']'.repeat(1e6)), 100)).toBeUndefined();
  });
});

describe('a number is exact', () => {
  it.each([
    '0',
    '-1',
    '1.5',
    '1.50',
    '0.1',
    '1e3',
    '1E+3',
    '100e-2',
    '0.0',
    '0e5',
    '9007199254740991',
    '1e21',
    '1e300',
    '123456789012345680000',
    '5e-324',
    '0.30000000000000004',
  ])('if it comes back as it was sent: %s', (number) => {
    expect(isExactNumber(number)).toBe(true);
    expect(hasOnlyExactNumbers(`{"a":[${number}]}`)).toBe(true);
  });

  it.each([
    '1e400',
    '-1e400',
    '12345678901234567890',
    '9007199254740993',
    '9007199254740993.0e0',
    '-0',
    '-0.0',
    '-0e5',
    '1e-400',
    '0.1000000000000000055511151231257827',
    '4.9999999999999999999',
    '3.141592653589793238',
  ])('and otherwise it is not: %s', (number) => {
    expect(isExactNumber(number)).toBe(false);
    expect(hasOnlyExactNumbers(`{"a":[${number}]}`)).toBe(false);
  });

  it('for every number that a JavaScript program prints', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(isExactNumber(JSON.stringify(number))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('if and only if its decimal value is that of the number that was read', () => {
    const digits = fc.stringMatching(/^[1-9][0-9]{0,24}$/);
    fc.assert(
      fc.property(digits, fc.nat({ max: 24 }), (whole, zeros) => {
        const text = whole + '0'.repeat(zeros);
        const shortest = Number(text).toString();
        const isSame = shortest.includes('e') ? isSameDecimal(text, shortest) : text === shortest;
        expect(isExactNumber(text)).toBe(isSame);
      }),
      { numRuns: 500 },
    );
  });
});

/** Whether digits and a number such as `1.5e+30` have the same digits and length. */
function isSameDecimal(digits: string, printed: string): boolean {
  const [mantissa = '', exponent = ''] = printed.split('e');
  const significant = mantissa.replace('.', '');
  return digits.length === Number(exponent) + 1 && digits.replace(/0+$/, '') === significant;
}

describe('the faults of a text', () => {
  it.each([
    ['{"a":1,"a":2}', [{ kind: 'duplicate', path: ['a'] }]],
    [
      '{"a":1,"b":{"c":[0,{"d":1,"\\u0064":1}]}}',
      [{ kind: 'duplicate', path: ['b', 'c', 1, 'd'] }],
    ],
    ['[{"a":1},{"a":1}]', []],
    ['{"a":{"a":{"a":1}}}', []],
    ['{"a":"a","b":"a"}', []],
    ['{"a":["a","a"]}', []],
    ['{"a":{},"a":[]}', [{ kind: 'duplicate', path: ['a'] }]],
    ['{"":1,"":1}', [{ kind: 'duplicate', path: [''] }]],
    ['{"a":[0,1e400]}', [{ kind: 'number', path: ['a', 1] }]],
    ['{"a":{"b":[]},"c":-0}', [{ kind: 'number', path: ['c'] }]],
    ['1e400', [{ kind: 'number', path: [] }]],
    ['{"a":"1e400"}', []],
  ])('in %s are %j', (text, faults) => {
    expect(findFaults(text, { faultsMax: 100, numbers: true })).toEqual(faults);
  });

  it('are none in what a JavaScript program prints', () => {
    fc.assert(
      fc.property(anyJson, ({ value, text }) => {
        // A program prints -0 as 0.
        expect(findFaults(text, { faultsMax: 100, numbers: true })).toEqual([]);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('are no numbers where none is handed back', () => {
    const options = { faultsMax: 100, numbers: false };
    expect(findFaults('{"a":1e400,"a":-0}', options)).toEqual([{ kind: 'duplicate', path: ['a'] }]);
  });

  it('are listed up to the number that is wanted', () => {
    const text = `[${Array.from({ length: 50 }, () => '-0').join()}]`;
    expect(findFaults(text, { faultsMax: 10, numbers: true })).toHaveLength(10);
  });
});
