import { describe, expect, it } from 'vitest';
import { causesOf } from './status.js';

const NOW_MS = Date.UTC(2026, 10, 30);
const DAY_MS = 86_400_000;
const daily = (amount: number) => ({ interval: 'daily' as const, amount });

describe('the status of a key', () => {
  it.each([
    ['active', { enabled: true }, []],
    ['disabled', { enabled: false }, ['disabled']],
    ['in its last millisecond', { enabled: true, expires: NOW_MS }, ['expiresSoon']],
    ['a millisecond later', { enabled: true, expires: NOW_MS - 1 }, ['expired']],
    ['six days before', { enabled: true, expires: NOW_MS + 6 * DAY_MS }, ['expiresSoon']],
    ['seven days before', { enabled: true, expires: NOW_MS + 7 * DAY_MS }, []],
    ['unlimited', { enabled: true, credits: { remaining: null } }, []],
    ['without credits', { enabled: true, credits: { remaining: 0 } }, ['exhausted']],
    [
      'with a tenth of its refill',
      { enabled: true, credits: { remaining: 10, refill: daily(100) } },
      [],
    ],
    [
      'with less than a tenth',
      { enabled: true, credits: { remaining: 9, refill: daily(100) } },
      ['creditsLow'],
    ],
    [
      'with three causes, the worst first',
      { enabled: false, expires: NOW_MS - 1, credits: { remaining: 0 } },
      ['disabled', 'expired', 'exhausted'],
    ],
  ])('%s', (_, key, causes) => {
    expect(causesOf(key, NOW_MS)).toEqual(causes);
  });

  it('counts recent checks from more than a tenth on', () => {
    const recent = { total: 100, rateLimited: 11, refused: 10 };
    expect(causesOf({ enabled: true }, NOW_MS, recent)).toEqual(['oftenLimited']);
    expect(causesOf({ enabled: true }, NOW_MS, { total: 0, rateLimited: 0, refused: 0 })).toEqual(
      [],
    );
  });
});
