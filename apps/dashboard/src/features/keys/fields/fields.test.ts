import { describe, expect, it } from 'vitest';
import {
  type CreditForm,
  creditFormOf,
  creditsFrom,
  faultsOfCredits,
  nextRefillOf,
  UNLIMITED,
} from './credit-form.js';

describe('credits', () => {
  const form: CreditForm = { ...UNLIMITED, isLimited: true, remaining: 5 };

  it.each([
    undefined,
    { remaining: 0 },
    { remaining: 5, refill: { interval: 'daily' as const, amount: 10 } },
    { remaining: 5, refill: { interval: 'monthly' as const, amount: 10, refillDay: 31 } },
  ])('are what they were, if nothing is changed: %j', (credits) => {
    expect(creditsFrom(creditFormOf(credits))).toEqual(credits ?? null);
  });

  it('that are null are unlimited', () => {
    expect(creditsFrom(creditFormOf({ remaining: null }))).toBeNull();
  });

  it.each<[string, Partial<CreditForm>, object]>([
    ['complete', {}, {}],
    ['without a number', { remaining: undefined }, { remaining: 'noRemaining' }],
    ['a refill to nothing', { interval: 'daily', amount: 0 }, { amount: 'noAmount' }],
    ['a day that no month has', { interval: 'monthly', refillDay: 32 }, { refillDay: 'noDay' }],
    ['unlimited', { isLimited: false, remaining: undefined }, {}],
  ])('%s', (_, fields, faults) => {
    expect(faultsOfCredits({ ...form, ...fields })).toEqual(faults);
  });

  it.each([
    ['daily', undefined, '2026-11-30T12:00:00Z', '2026-12-01'],
    ['daily', undefined, '2026-12-31T00:00:00Z', '2027-01-01'],
    ['monthly', undefined, '2026-11-30T12:00:00Z', '2026-12-01'],
    ['monthly', 31, '2026-11-29T12:00:00Z', '2026-11-30'],
    ['monthly', 31, '2026-11-30T00:00:00Z', '2026-12-31'],
    ['monthly', 31, '2027-01-31T00:00:00Z', '2027-02-28'],
  ] as const)('%s on %s: after %s comes %s', (interval, refillDay, now, next) => {
    const refill = { interval, refillDay };
    expect(nextRefillOf(refill, Date.parse(now))).toBe(Date.parse(`${next}T00:00:00Z`));
  });
});
