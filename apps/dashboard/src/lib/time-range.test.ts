import { describe, expect, it } from 'vitest';
import { rangeOf, readRange, spanOf } from './time-range.js';

const NOW_MS = Date.UTC(2026, 10, 30, 12, 0, 30);
const MINUTE_MS = Date.UTC(2026, 10, 30, 12, 1, 0);

describe('a range of time', () => {
  it('is the last day unless the address says otherwise', () => {
    expect(spanOf(undefined, NOW_MS)).toEqual({ from: MINUTE_MS - 86_400_000, to: MINUTE_MS });
    expect(spanOf('1h', NOW_MS).from).toBe(MINUTE_MS - 3_600_000);
  });

  it('can be any two moments', () => {
    const span = { from: NOW_MS, to: NOW_MS + 1 };
    expect(spanOf(rangeOf(span), NOW_MS)).toEqual(span);
    expect(readRange(rangeOf(span))).toBe(rangeOf(span));
  });

  it.each(['', '5y', '2-1', `${NOW_MS}-${NOW_MS}`, 7, ['1h']])('is not %j', (raw) => {
    expect(readRange(raw)).toBeUndefined();
  });
});
