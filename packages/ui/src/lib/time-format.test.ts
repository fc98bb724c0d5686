import { describe, expect, it } from 'vitest';
import { formatMoment, formatRelative, formatTick } from './time-format.js';

const NOW = Date.UTC(2026, 10, 30, 14, 5, 9);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('a moment', () => {
  it('in UTC says so, and sorts as a text', () => {
    expect(formatMoment(NOW, 'UTC')).toBe('2026-11-30 14:05:09 UTC');
  });

  it.each([
    [0, 'just now'],
    [-59_999, 'just now'],
    [1000, 'in a moment'],
    [-5 * MINUTE_MS, '5 min. ago'],
    [-3 * DAY_MS, '3 days ago'],
    [2 * DAY_MS + MINUTE_MS, 'in 2 days'],
    [-400 * DAY_MS, '1 yr. ago'],
  ])('that is %i ms away is "%s"', (awayMs, text) => {
    expect(formatRelative(NOW + awayMs, NOW)).toBe(text);
  });

  it('on an axis is a time, and the day where one begins', () => {
    const midnight = Date.UTC(2026, 10, 30);
    expect(formatTick(NOW, MINUTE_MS, 'UTC')).toBe('14:05');
    expect(formatTick(midnight, 2 * 3_600_000, 'UTC')).toBe('11-30');
    expect(formatTick(NOW, DAY_MS, 'UTC')).toBe('11-30');
  });
});
