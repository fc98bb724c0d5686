import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IdPrefix, newId, newRequestId } from './ids.js';

const NOW_MS = Date.UTC(2025, 0, 1);
const SAMPLES = 100_000;
const timeMs = fc.integer({ min: 0, max: 62 ** 8 - 1 });

describe('newId', () => {
  it.each<IdPrefix>(['api', 'ks', 'key', 'rlns', 'root'])(
    'starts with %s_ and goes on with 18 letters and digits',
    (prefix) => {
      expect(newId(prefix, NOW_MS)).toMatch(new RegExp(`^${prefix}_[0-9A-Za-z]{18}$`));
    },
  );

  it('sorts bytewise by time of creation', () => {
    fc.assert(
      fc.property(timeMs, timeMs, (first, second) => {
        fc.pre(first < second);
        expect(newId('key', first) < newId('key', second)).toBe(true);
      }),
    );
  });

  it.each([
    [0, '00000000'],
    [61, '0000000z'],
    [62, '00000010'],
    [62 ** 8 - 1, 'zzzzzzzz'],
  ])('writes the time %i as %s', (ms, digits) => {
    expect(newId('key', ms).slice(4, 12)).toBe(digits);
  });

  it('does not repeat within one millisecond', () => {
    const ids = new Set(Array.from({ length: SAMPLES }, () => newId('key', NOW_MS)));
    expect(ids.size).toBe(SAMPLES);
  });

  it('uses every character of the alphabet at every random place', () => {
    const seen = Array.from({ length: 10 }, () => new Set<string>());
    for (let sample = 0; sample < 10_000; sample++) {
      const random = newId('key', NOW_MS).slice(-10);
      for (const [place, characters] of seen.entries()) characters.add(random.charAt(place));
    }
    expect(seen.map((characters) => characters.size)).toEqual(Array.from({ length: 10 }, () => 62));
  });
});

describe('newRequestId', () => {
  it('is req_ and 16 letters and digits', () => {
    expect(newRequestId()).toMatch(/^req_[0-9A-Za-z]{16}$/);
  });

  it('does not repeat', () => {
    const ids = new Set(Array.from({ length: SAMPLES }, newRequestId));
    expect(ids.size).toBe(SAMPLES);
  });
});
