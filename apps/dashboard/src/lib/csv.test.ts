import { describe, expect, it } from 'vitest';
import { parseCsv, printCsv } from './csv.js';

const BOUNDS = { rowsMax: 5, columnsMax: 3, cellLengthMax: 20 };

describe('reading', () => {
  it.each([
    [
      'commas',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'semicolons',
      'a;b\r\n1;2,5',
      [
        ['a', 'b'],
        ['1', '2,5'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\t2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quotes, with separators and line breaks',
      'a,b\n"x, ""y""\nz",2',
      [
        ['a', 'b'],
        ['x, "y"\nz', '2'],
      ],
    ],
    [
      'empty cells and empty lines',
      'a,b\n\n,2\n',
      [
        ['a', 'b'],
        ['', '2'],
      ],
    ],
    ['a mark of UTF-8', '\uFEFFa,b', [['a', 'b']]],
    ['nothing', '', []],
    [
      'an empty cell in quotes',
      'a,b\n"",2',
      [
        ['a', 'b'],
        ['', '2'],
      ],
    ],
  ])('takes %s', (_, text, rows) => {
    expect(parseCsv(text, BOUNDS)).toEqual({ ok: true, rows });
  });

  it.each([
    ['too many rows', 'a\n1\n2\n3\n4\n5\n6\n', 7, 'tooManyRows'],
    ['too many columns', 'a,b\n1,2,3,4', 2, 'tooManyColumns'],
    ['too long a cell', `a\n${'x'.repeat(30)}\n`, 2, 'cellTooLong'],
    ['a quote that never ends', 'a\n"x', 2, 'openQuote'],
    ['text after a quote', 'a\n"x"y', 2, 'strayQuote'],
  ])('stops at %s, and says where', (_, text, line, reason) => {
    expect(parseCsv(text, BOUNDS)).toEqual({ ok: false, line, reason });
  });
});

describe('writing', () => {
  it('quotes what needs it', () => {
    expect(printCsv([['a', 'b,c', 'd"e', 'f\ng', 1, true, null]])).toBe(
      'a,"b,c","d""e","f\ng",1,true,\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx'])('makes no formula of %j', (text) => {
    expect(printCsv([[text]]).replaceAll('"', '')).toBe(`'${text}\r\n`);
  });

  it('is read back', () => {
    const rows = [
      ['name', 'meta'],
      ['Ada "the" 1st', '{"a":[1,2]}'],
    ];
    expect(parseCsv(printCsv(rows), BOUNDS)).toEqual({ ok: true, rows });
  });
});
