import { describe, expect, it } from 'vitest';
import { checksOf } from './checks.js';

const resultsOf = (answer: Parameters<typeof checksOf>[0], permissions = false) =>
  checksOf(answer, { permissions }).map(({ result }) => result);

describe('the checks of a verification', () => {
  it('are all passed or not asked for, if the key is valid', () => {
    expect(resultsOf({ code: 'VALID' })).toEqual([
      'passed',
      'passed',
      'notAsked',
      'passed',
      'notAsked',
      'notAsked',
      'notAsked',
    ]);
    expect(resultsOf({ code: 'VALID', expires: 1, credits: 0 }, true)).toEqual([
      'passed',
      'passed',
      'passed',
      'passed',
      'passed',
      'notAsked',
      'passed',
    ]);
  });

  it.each([
    ['NOT_FOUND', 0],
    ['DISABLED', 1],
    ['EXPIRED', 2],
    ['FORBIDDEN', 3],
    ['INSUFFICIENT_PERMISSIONS', 4],
    ['RATE_LIMITED', 5],
    ['USAGE_EXCEEDED', 6],
  ] as const)('end with %s at check %i', (code, index) => {
    const results = resultsOf({ code }, true);
    expect(results.indexOf('failed')).toBe(index);
    expect(results.slice(index + 1).every((result) => result === 'notReached')).toBe(true);
  });
});
