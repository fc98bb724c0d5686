import { planRefill, type Refill, type RequestedRefill } from './plan-refill.js';

export interface RequestedCredits {
  readonly remaining: number | null;
  readonly refill?: RequestedRefill;
}

export interface Credits {
  /** Null for a key that can be used without limit. */
  readonly remaining: number | null;
  readonly refill: Refill | null;
}

export type CreditsPlan =
  | { readonly ok: true; readonly credits: Credits }
  /** `location` is relative to the `credits` object of the request. */
  | { readonly ok: false; readonly location: string; readonly message: string };

/** The credits that a new key starts with. Without any said, it is unlimited. */
export function planCredits(requested: RequestedCredits | undefined): CreditsPlan {
  const { remaining, refill } = requested ?? { remaining: null };
  if (refill === undefined) return { ok: true, credits: { remaining, refill: null } };
  if (remaining === null) {
    return {
      ok: false,
      location: 'refill',
      message: 'A key with unlimited credits cannot be refilled: set remaining, or remove refill',
    };
  }
  const plan = planRefill(refill);
  return plan.ok ? { ok: true, credits: { remaining, refill: plan.refill } } : plan;
}
