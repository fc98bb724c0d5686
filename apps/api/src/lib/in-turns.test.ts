import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountingPace } from '../../test/counting-pace.js';
import { eachInTurns, mapInTurns, sortInTurns } from './in-turns.js';

describe('work in turns', () => {
  it('visits each item in order, and rests after each that took a slice', async () => {
    const pace = new CountingPace();
    const seen: number[] = [];
    await eachInTurns([1, 2, 3], (item) => seen.push(item), pace);
    expect(seen).toEqual([1, 2, 3]);
    expect(pace.rests).toBe(3);
    expect(await mapInTurns(new Set([1, 2]), (item) => 2 * item)).toEqual([2, 4]);
  });

  it('sorts by code units like an array, and keeps the order of equal ones', async () => {
    const pairs = fc.array(fc.tuple(fc.string({ maxLength: 2 }), fc.nat()), { maxLength: 2500 });
    await fc.assert(
      fc.asyncProperty(pairs, async (items) => {
        const expected = [...items].sort(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1));
        expect(await sortInTurns(items, ([key]) => key)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('rests while it sorts', async () => {
    const pace = new CountingPace();
    const items = Array.from({ length: 4000 }, (_, index) => String((index * 7919) % 4000));
    expect(await sortInTurns(items, (item) => item, pace)).toEqual([...items].sort());
    // A run of 500 at a time, and each merge in steps of 64.
    expect(pace.rests).toBeGreaterThan(8 + (3 * 4000) / 64 - 24);
  });
});
