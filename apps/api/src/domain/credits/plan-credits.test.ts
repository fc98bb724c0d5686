import { describe, expect, it } from 'vitest';
import { type Credits, planCredits, type RequestedCredits } from './plan-credits.js';

describe('planCredits accepts', () => {
  it.each<[string, RequestedCredits | undefined, Credits]>([
    ['nothing: unlimited', undefined, { remaining: null, refill: null }],
    ['remaining null: unlimited', { remaining: null }, { remaining: null, refill: null }],
    ['remaining 0: none left', { remaining: 0 }, { remaining: 0, refill: null }],
    ['a balance', { remaining: 1000 }, { remaining: 1000, refill: null }],
    [
      'a daily refill',
      { remaining: 10, refill: { interval: 'daily', amount: 5 } },
      { remaining: 10, refill: { amount: 5, day: null } },
    ],
    [
      'a monthly refill on a day',
      { remaining: 0, refill: { interval: 'monthly', amount: 5, refillDay: 31 } },
      { remaining: 0, refill: { amount: 5, day: 31 } },
    ],
    [
      'a monthly refill without a day: on the first',
      { remaining: 10, refill: { interval: 'monthly', amount: 5 } },
      { remaining: 10, refill: { amount: 5, day: 1 } },
    ],
  ])('%s', (_, requested, credits) => {
    expect(planCredits(requested)).toEqual({ ok: true, credits });
  });
});

describe('planCredits refuses', () => {
  it.each<[string, RequestedCredits, string]>([
    [
      'a daily refill with a day',
      { remaining: 10, refill: { interval: 'daily', amount: 5, refillDay: 1 } },
      'refill.refillDay',
    ],
    [
      'a refill of unlimited credits',
      { remaining: null, refill: { interval: 'daily', amount: 5 } },
      'refill',
    ],
    [
      'a monthly refill of unlimited credits',
      { remaining: null, refill: { interval: 'monthly', amount: 5, refillDay: 3 } },
      'refill',
    ],
  ])('%s', (_, requested, location) => {
    expect(planCredits(requested)).toEqual({ ok: false, location, message: expect.any(String) });
  });
});
