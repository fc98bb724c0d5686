import { describe, expect, it } from 'vitest';
import { endsNow, readRange, spanBefore, spanOf } from './range.js';

const NOW_MS = Date.UTC(2026, 0, 15, 12, 30, 15);

describe('the range in an address', () => {
  it('is a preset, or two moments', () => {
    expect(readRange({ range: '7d' })).toEqual({ range: '7d' });
    expect(readRange({ from: 1, to: 2 })).toEqual({ from: 1, to: 2 });
    expect(readRange({ from: '1', to: '2', range: '7d' })).toEqual({ from: 1, to: 2 });
  });

  it.each([
    [{ range: '7 days' }],
    [{ from: 2, to: 1 }],
    [{ from: 1 }],
    [{ from: -1, to: 1.5 }],
    [{ from: 'a', to: 'b' }],
    [{}],
  ])('counts as absent if it is not valid: %j', (raw) => {
    expect(readRange(raw)).toEqual({});
  });

  it('ends with the minute of the present, unless it has moments', () => {
    const { from, to } = spanOf({ range: '1h' }, NOW_MS);
    expect(to).toBe(Date.UTC(2026, 0, 15, 12, 31));
    expect(to - from).toBe(3_600_000);
    expect(spanOf({ from: 1, to: 2 }, NOW_MS)).toEqual({ from: 1, to: 2 });
    expect(endsNow({ range: '1h' })).toBe(true);
    expect(endsNow({ from: 1, to: 2 })).toBe(false);
  });

  it('has a range of the same length before it', () => {
    expect(spanBefore({ from: 100, to: 150 })).toEqual({ from: 50, to: 100 });
  });
});
