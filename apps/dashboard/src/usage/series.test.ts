import { describe, expect, it } from 'vitest';
import { toBuckets, toGroupSeries, toOutcomeSeries, totalsOf } from './series.js';

const ANSWER = {
  buckets: [0, 10],
  to: 15,
  series: [
    { group: 'RATE_LIMITED', isRest: false, total: 9, values: [4, 5] },
    { group: 'VALID', isRest: false, total: 6, values: [6, 0] },
    { group: 'EXPIRED', isRest: false, total: 0, values: [0, 0] },
  ],
};
const NAMES = {
  nameOf: (group: string) => `API ${group}`,
  none: 'No API',
  rest: 'All others',
  all: 'Verifications',
};

describe('a chart', () => {
  it('has buckets that end where the next one begins', () => {
    expect(toBuckets(ANSWER)).toEqual([
      { from: 0, to: 10 },
      { from: 10, to: 15 },
    ]);
  });

  it('stacks outcomes from the valid ones, and leaves out those without events', () => {
    expect(toOutcomeSeries(ANSWER).map(({ id }) => id)).toEqual(['VALID', 'RATE_LIMITED']);
  });

  it('knows how many were refused', () => {
    expect(totalsOf(ANSWER)).toEqual({ all: 15, refused: 9 });
    expect(totalsOf({ ...ANSWER, series: [] })).toEqual({ all: 0, refused: 0 });
  });

  it('names each group, those without one, and the rest', () => {
    const series = [
      { group: 'a', isRest: false, total: 3, values: [3] },
      { group: '', isRest: false, total: 2, values: [2] },
      { isRest: true, total: 1, values: [1] },
    ];
    const shown = toGroupSeries({ ...ANSWER, series }, NAMES);
    expect(shown.map(({ label }) => label)).toEqual(['API a', 'No API', 'All others']);
    expect(new Set(shown.map(({ id }) => id)).size).toBe(3);
    expect(new Set(shown.map(({ glyph }) => glyph)).size).toBe(3);
  });
});
