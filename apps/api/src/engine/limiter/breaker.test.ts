import { describe, expect, it } from 'vitest';
import { ImpossibleTransitionError } from '../../lib/state-machine.js';
import { Breaker } from './breaker.js';

function recordMany(breaker: Breaker, pattern: string, atMs = 0): boolean {
  for (const one of pattern) breaker.record({ isFailure: one === 'x', atMs });
  return breaker.isOpen;
}

describe('Breaker', () => {
  it.each([
    { pattern: 'xxxx', isOpen: false, why: 'they are too few' },
    { pattern: 'xxxxx', isOpen: true, why: 'all fail' },
    { pattern: '.....xxxxx', isOpen: true, why: 'half of them fail' },
    { pattern: '......xxxxx', isOpen: false, why: 'more of them succeed' },
  ])('is open after $pattern: $isOpen, because $why', ({ pattern, isOpen }) => {
    expect(recordMany(new Breaker(), pattern)).toBe(isOpen);
  });

  it('forgets outcomes from before the current period', () => {
    const breaker = new Breaker();
    recordMany(breaker, '....................', 0);
    expect(recordMany(breaker, 'xxxx', 4999)).toBe(false);
    expect(recordMany(breaker, 'xxxx', 5000)).toBe(false);
    expect(recordMany(breaker, 'x', 9999)).toBe(true);
  });

  it('stays OPEN until it is closed, and reports once that it opened (invariant 1)', () => {
    const breaker = new Breaker();
    const opened = Array.from({ length: 8 }, () => breaker.record({ isFailure: true, atMs: 0 }));
    expect(opened).toEqual([false, false, false, false, true, false, false, false]);
    expect(recordMany(breaker, '..........', 60_000)).toBe(true);
    breaker.close();
    expect(recordMany(breaker, 'xxxx', 60_000)).toBe(false);
  });

  it('cannot be closed while it is CLOSED', () => {
    const breaker = new Breaker();
    expect(() => breaker.close()).toThrow(ImpossibleTransitionError);
    recordMany(breaker, 'xxxxx');
    breaker.close();
    expect(() => breaker.close()).toThrow(ImpossibleTransitionError);
  });
});
