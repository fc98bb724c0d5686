import { describe, expect, it } from 'vitest';
import { parseDuration, printDuration } from './duration.js';

describe('a length of time', () => {
  it.each([
    ['90s', 90_000],
    ['90 s', 90_000],
    ['1h 30m', 5_400_000],
    ['1.5 hours', 5_400_000],
    ['30 Days', 2_592_000_000],
    ['250ms', 250],
    ['0s', 0],
    ['', undefined],
    ['60', undefined],
    ['1 month', undefined],
    ['-5s', undefined],
    ['5s!', undefined],
    [`${'9'.repeat(30)}d`, undefined],
    ['1'.repeat(100), undefined],
  ])('%j is %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    [0, '0 s'],
    [1000, '1 s'],
    [60_000, '1 min'],
    [129_600_000, '1 d 12 h'],
    [1500, '1 s 500 ms'],
  ])('%s is printed as %s, and read back', (ms, text) => {
    expect(printDuration(ms)).toBe(text);
    expect(parseDuration(text)).toBe(ms);
  });
});
