import { describe, expect, it } from 'vitest';
import { csvField, plotRows, type Series, toCsv, totalOf } from './series.js';

const HOUR_MS = 3_600_000;
const BUCKETS = [0, 1, 2].map((hour) => ({ from: hour * HOUR_MS, to: (hour + 1) * HOUR_MS }));

function series(id: string, values: readonly (number | null)[]): Series {
  return { id, label: id, colour: 'red', glyph: '●', values };
}

const VALID = series('Valid', [5, 0, 3]);
const REFUSED = series('Refused', [1, 2, null]);

describe('a chart of bars', () => {
  it('draws each series up to the top of its pile, the highest first', () => {
    const rows = plotRows('bars', BUCKETS, [VALID, REFUSED]);
    expect(rows).toEqual([
      [0, 1, 2],
      [6, 2, 3],
      [5, 0, 3],
    ]);
  });

  it('has the sum of each bucket', () => {
    expect(BUCKETS.map((_, index) => totalOf([VALID, REFUSED], index))).toEqual([6, 2, 3]);
  });
});

describe('a chart of lines', () => {
  it('draws each series as it is, with its gaps', () => {
    const rows = plotRows('lines', BUCKETS, [VALID, REFUSED]);
    expect(rows).toEqual([
      [0, 1, 2],
      [1, 2, null],
      [5, 0, 3],
    ]);
  });
});

describe('the same numbers for a spreadsheet', () => {
  it('have a line for each bucket, and nothing where a figure is not known', () => {
    expect(toCsv(BUCKETS, [VALID, REFUSED])).toBe(
      [
        'from,to,Valid,Refused',
        '1970-01-01T00:00:00.000Z,1970-01-01T01:00:00.000Z,5,1',
        '1970-01-01T01:00:00.000Z,1970-01-01T02:00:00.000Z,0,2',
        '1970-01-01T02:00:00.000Z,1970-01-01T03:00:00.000Z,3,',
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=cmd()', "'=cmd()"],
    ['+1', "'+1"],
    ['@name', "'@name"],
    ['-5', '-5'],
    ['-a', "'-a"],
  ])('are safe to open: %j', (text, field) => {
    expect(csvField(text)).toBe(field);
  });
});
