import type { CreditState, CreditStatePlan } from '../../domain/credits/credit-state.js';
import type { Refill } from '../../domain/credits/plan-refill.js';
import { invalidInput } from '../../domain/problems.js';

/** `location`: where the part stands in the request, such as `body.credits`. */
export function acceptCredits(plan: CreditStatePlan, location: string): CreditState {
  if (plan.ok) return plan.credits;
  throw invalidInput(`${location}.${plan.location}`, plan.message);
}

/** An absent refill is left out of the answer. */
export function presentRefill(refill: Refill | null) {
  if (refill === null) return {};
  const { amount, day } = refill;
  return day === null
    ? { refill: { interval: 'daily' as const, amount } }
    : { refill: { interval: 'monthly' as const, amount, refillDay: day } };
}
