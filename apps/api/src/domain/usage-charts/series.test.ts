import { describe, expect, it } from 'vitest';
import { type SumRow, toSeries } from './series.js';

const STARTS = [100, 200, 300];

function row(bucketMs: number, fields: Partial<SumRow> = {}): SumRow {
  return { bucketMs, isTop: true, group: '', events: 1, credits: 0, tookMs: 0, ...fields };
}

describe('a series', () => {
  it('has 0 in a bucket without events, and is there without any', () => {
    const asked = { metric: 'verifications', startsMs: STARTS, isGrouped: false } as const;
    expect(toSeries([row(200, { events: 7 })], asked)).toEqual([
      { isRest: false, total: 7, values: [0, 7, 0] },
    ]);
    expect(toSeries([], asked)).toEqual([{ isRest: false, total: 0, values: [0, 0, 0] }]);
  });

  it('of averages has null there, and averages over events, not over buckets', () => {
    const rows = [row(100, { events: 9, tookMs: 9 }), row(300, { events: 1, tookMs: 11 })];
    const asked = { metric: 'latency', startsMs: STARTS, isGrouped: false } as const;
    expect(toSeries(rows, asked)).toEqual([{ isRest: false, total: 2, values: [1, null, 11] }]);
  });

  it('stands before smaller ones and before equal ones of a later group, the rest last', () => {
    const rows = [
      row(100, { group: 'b' }),
      row(100, { group: 'a' }),
      row(200, { group: 'c', events: 5 }),
      row(200, { isTop: false, events: 50 }),
    ];
    const asked = { metric: 'verifications', startsMs: STARTS, isGrouped: true } as const;
    const found = toSeries(rows, asked).map(({ group, isRest, total }) => [group, isRest, total]);
    expect(found).toEqual([
      ['c', false, 5],
      ['a', false, 1],
      ['b', false, 1],
      [undefined, true, 50],
    ]);
  });
});
