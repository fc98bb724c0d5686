import { describe, expect, it } from 'vitest';
import { attentionOf, findSpike } from './attention.js';

const NOTHING = { keys: 9, expired: 0, expiring: 0, exhausted: 0, unused: 0, isExact: true };

describe('attentionOf', () => {
  it('names nothing where nothing is the matter', () => {
    expect(attentionOf([{ ...NOTHING, apiId: 'a', expired: 4 }])).toEqual([]);
  });

  it('begins with what customers notice first, and with the API that has most', () => {
    const counts = [
      { ...NOTHING, apiId: 'a', unused: 5, exhausted: 1 },
      { ...NOTHING, apiId: 'b', exhausted: 3, expiring: 2, isExact: false },
    ];
    expect(attentionOf(counts)).toEqual([
      {
        kind: 'exhausted',
        count: 4,
        isExact: false,
        apis: [
          { apiId: 'b', count: 3 },
          { apiId: 'a', count: 1 },
        ],
      },
      { kind: 'expiring', count: 2, isExact: false, apis: [{ apiId: 'b', count: 2 }] },
      { kind: 'unused', count: 5, isExact: false, apis: [{ apiId: 'a', count: 5 }] },
    ]);
  });
});

const chart = (valid: number[], refused: number[]) => ({
  buckets: valid.map((_, index) => index * 10),
  to: valid.length * 10,
  series: [
    { group: 'VALID', values: valid },
    { group: 'RATE_LIMITED', values: refused },
  ],
});

describe('findSpike', () => {
  it('finds the last bucket in which far more was refused than usual', () => {
    expect(findSpike(chart([100, 100, 50, 100], [1, 1, 50, 1]))).toEqual({
      from: 20,
      to: 30,
      refused: 50,
      all: 100,
      usualShare: 3 / 303,
    });
  });

  it.each([
    ['few refusals', [100, 100], [0, 10]],
    ['as many as always', [100, 100, 100], [50, 50, 60]],
    ['a small share', [1000, 10_000], [0, 100]],
    ['nothing to compare with', [10], [90]],
    ['no events', [0, 0], [0, 0]],
  ])('finds none with %s', (_, valid, refused) => {
    expect(findSpike(chart(valid, refused))).toBeUndefined();
  });
});
