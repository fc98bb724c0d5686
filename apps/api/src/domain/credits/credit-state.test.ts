import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CreditState,
  planBalanceChange,
  planCreditUpdate,
  type RequestedBalanceChange,
  type RequestedCreditUpdate,
} from './credit-state.js';

const NOW_MS = Date.UTC(2026, 0, 15, 12);
const TOMORROW_MS = Date.UTC(2026, 0, 16);
const DUE_MS = Date.UTC(2026, 0, 20);
const REFILL = { amount: 50, day: 20, dueAtMs: DUE_MS };
const LIMITED: CreditState = { remaining: 7, refill: null };
const REFILLED: CreditState = { remaining: 7, refill: REFILL };
const UNLIMITED: CreditState = { remaining: null, refill: null };

describe('planCreditUpdate', () => {
  it.each<[RequestedCreditUpdate, CreditState, CreditState]>([
    [undefined, REFILLED, REFILLED],
    [undefined, UNLIMITED, UNLIMITED],
    [null, REFILLED, UNLIMITED],
    [{}, REFILLED, REFILLED],
    [{}, UNLIMITED, UNLIMITED],
    [{ remaining: 3 }, REFILLED, { remaining: 3, refill: REFILL }],
    [{ remaining: 0 }, UNLIMITED, { remaining: 0, refill: null }],
    [{ remaining: null }, REFILLED, UNLIMITED],
    [{ remaining: null }, LIMITED, UNLIMITED],
    [{ refill: null }, REFILLED, LIMITED],
    [{ refill: null }, UNLIMITED, UNLIMITED],
    [{ remaining: null, refill: null }, REFILLED, UNLIMITED],
    [{ remaining: 3, refill: null }, REFILLED, { remaining: 3, refill: null }],
    [
      { refill: { interval: 'daily', amount: 9 } },
      REFILLED,
      { remaining: 7, refill: { amount: 9, day: null, dueAtMs: TOMORROW_MS } },
    ],
    [
      { remaining: 3, refill: { interval: 'monthly', amount: 9, refillDay: 31 } },
      UNLIMITED,
      { remaining: 3, refill: { amount: 9, day: 31, dueAtMs: Date.UTC(2026, 0, 31) } },
    ],
    [
      { refill: { interval: 'monthly', amount: 9 } },
      LIMITED,
      { remaining: 7, refill: { amount: 9, day: 1, dueAtMs: Date.UTC(2026, 1, 1) } },
    ],
  ])('makes of %j and %j: %j', (requested, current, credits) => {
    expect(planCreditUpdate(current, requested, NOW_MS)).toEqual({ ok: true, credits });
  });

  it.each<[RequestedCreditUpdate, CreditState, string]>([
    [{ refill: { interval: 'daily', amount: 9 } }, UNLIMITED, 'refill'],
    [{ remaining: null, refill: { interval: 'daily', amount: 9 } }, REFILLED, 'refill'],
    [{ refill: { interval: 'daily', amount: 9, refillDay: 3 } }, LIMITED, 'refill.refillDay'],
  ])('refuses %j for %j', (requested, current, location) => {
    const plan = planCreditUpdate(current, requested, NOW_MS);
    expect(plan).toEqual({ ok: false, location, message: expect.any(String) });
  });
});

describe('planBalanceChange', () => {
  it.each<[RequestedBalanceChange, CreditState, CreditState]>([
    [{ operation: 'set', value: 5 }, REFILLED, { remaining: 5, refill: REFILL }],
    [{ operation: 'set', value: 5 }, UNLIMITED, { remaining: 5, refill: null }],
    [{ operation: 'set', value: null }, REFILLED, UNLIMITED],
    [{ operation: 'increment', value: 5 }, REFILLED, { remaining: 12, refill: REFILL }],
    [{ operation: 'increment', value: 0 }, LIMITED, LIMITED],
    [{ operation: 'decrement', value: 5 }, REFILLED, { remaining: 2, refill: REFILL }],
    [{ operation: 'decrement', value: 8 }, LIMITED, { remaining: 0, refill: null }],
  ])('makes of %j and %j: %j', (requested, current, credits) => {
    expect(planBalanceChange(current, requested)).toEqual({ ok: true, credits });
  });

  it.each<[RequestedBalanceChange, CreditState, string]>([
    [{ operation: 'increment', value: null }, LIMITED, 'value'],
    [{ operation: 'decrement', value: null }, LIMITED, 'value'],
    [{ operation: 'increment', value: 1 }, UNLIMITED, 'operation'],
    [{ operation: 'decrement', value: 0 }, UNLIMITED, 'operation'],
    [{ operation: 'increment', value: Number.MAX_SAFE_INTEGER }, LIMITED, 'value'],
  ])('refuses %j for %j', (requested, current, location) => {
    const plan = planBalanceChange(current, requested);
    expect(plan).toEqual({ ok: false, location, message: expect.any(String) });
  });

  it('gives an exact sum or refuses, at any size', () => {
    const credits = fc.maxSafeNat();
    fc.assert(
      fc.property(credits, credits, (remaining, value) => {
        const plan = planBalanceChange(
          { remaining, refill: null },
          { operation: 'increment', value },
        );
        const sum = BigInt(remaining) + BigInt(value);
        expect(plan.ok).toBe(sum <= BigInt(Number.MAX_SAFE_INTEGER));
        if (plan.ok) expect(BigInt(plan.credits.remaining ?? -1)).toBe(sum);
      }),
    );
  });
});
