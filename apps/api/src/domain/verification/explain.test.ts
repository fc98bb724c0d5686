import { describe, expect, it } from 'vitest';
import { CHECKS, type DecisionInputs, explainVerification } from './explain.js';

const INPUTS: DecisionInputs = {
  permissionQuery: 'docs.read AND docs.write',
  creditCost: 3,
  deniedLimit: 'requests',
};

const resultsOf = (outcome: string, inputs: DecisionInputs | undefined = INPUTS) =>
  explainVerification({ outcome, inputs, spentCredits: 0 }).map(({ result }) => result);

describe('explainVerification', () => {
  it('lets everything pass for a valid key', () => {
    expect(new Set(resultsOf('VALID'))).toEqual(new Set(['passed']));
  });

  it.each([
    ['NOT_FOUND', 'key'],
    ['DISABLED', 'enabled'],
    ['EXPIRED', 'expiry'],
    ['FORBIDDEN', 'address'],
    ['INSUFFICIENT_PERMISSIONS', 'permissions'],
    ['RATE_LIMITED', 'limits'],
    ['USAGE_EXCEEDED', 'credits'],
  ] as const)('says of %s that only the checks before %s have passed', (outcome, failed) => {
    const at = CHECKS.indexOf(failed);
    const results = resultsOf(outcome);
    expect(results[at]).toBe('failed');
    expect(results.slice(0, at).every((result) => result === 'passed')).toBe(true);
    expect(results.slice(at + 1).every((result) => result === 'notReached')).toBe(true);
  });

  it('names the query, the exceeded limit and the cost, where they were recorded', () => {
    const seenIn = (outcome: string) =>
      explainVerification({ outcome, inputs: INPUTS, spentCredits: 0 })
        .map(({ seen }) => seen ?? '')
        .join(' ');
    expect(seenIn('INSUFFICIENT_PERMISSIONS')).toContain('docs.read AND docs.write');
    expect(seenIn('RATE_LIMITED')).toContain('The limit requests was exceeded.');
    expect(seenIn('USAGE_EXCEEDED')).toContain('The cost of 3 was more');
  });

  it('says what a valid key spent', () => {
    const checks = explainVerification({ outcome: 'VALID', inputs: INPUTS, spentCredits: 3 });
    expect(checks.at(-1)?.seen).toBe('Spent: 3.');
  });

  it('does not claim a check that the request did not ask for', () => {
    const none = { permissionQuery: '', creditCost: 0, deniedLimit: '' };
    const results = resultsOf('VALID', none);
    expect(results[CHECKS.indexOf('permissions')]).toBe('notAsked');
    expect(results[CHECKS.indexOf('credits')]).toBe('notAsked');
  });

  it('shows nothing that a check behind the failed one would have seen', () => {
    const checks = explainVerification({ outcome: 'DISABLED', inputs: INPUTS, spentCredits: 0 });
    expect(checks.slice(2).every(({ seen }) => seen === undefined)).toBe(true);
  });

  it('needs no inputs', () => {
    const checks = explainVerification({
      outcome: 'RATE_LIMITED',
      inputs: undefined,
      spentCredits: 0,
    });
    expect(checks.map(({ result }) => result)).toEqual([
      'passed',
      'passed',
      'passed',
      'passed',
      'passed',
      'failed',
      'notReached',
    ]);
    expect(checks[5]?.seen).toBeUndefined();
  });
});
