import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Histogram } from './histogram.js';

it('counts a value in the first bound that is not below it', () => {
  const histogram = new Histogram([1, 5, 10]);
  for (const value of [0, 1, 1.5, 5, 9, 10, 10.1, 1000]) histogram.observe(value);
  expect(histogram.counts).toEqual([2, 2, 2, 2]);
  expect(histogram.sum).toBe(1036.6);
});

it('is zero everywhere at first', () => {
  const { counts, sum } = new Histogram([1, 2]);
  expect({ counts, sum }).toEqual({ counts: [0, 0, 0], sum: 0 });
});

it('counts every value exactly once, where it belongs', () => {
  const ascending = fc
    .uniqueArray(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 8 })
    .map((bounds) => bounds.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(ascending, fc.array(fc.integer({ min: -150, max: 150 })), (bounds, values) => {
      const histogram = new Histogram(bounds);
      for (const value of values) histogram.observe(value);
      const edges = [Number.NEGATIVE_INFINITY, ...bounds, Number.POSITIVE_INFINITY];
      const expected = edges.slice(1).map((upper, index) => {
        const lower = edges[index] ?? 0;
        return values.filter((value) => value > lower && value <= upper).length;
      });
      expect(histogram.counts).toEqual(expected);
    }),
  );
});
