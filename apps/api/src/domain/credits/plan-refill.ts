export interface RequestedRefill {
  readonly interval: 'daily' | 'monthly';
  readonly amount: number;
  readonly refillDay?: number;
}

/** A refill, as it is stored: every day at 00:00 UTC, or on one day of each month. */
export interface Refill {
  readonly amount: number;
  /** 1…31, or null for every day. */
  readonly day: number | null;
}

export type RefillPlan =
  | { readonly ok: true; readonly refill: Refill }
  /** `location` is relative to the `credits` object of the request. */
  | { readonly ok: false; readonly location: string; readonly message: string };

export function planRefill(requested: RequestedRefill): RefillPlan {
  const { interval, amount, refillDay } = requested;
  if (interval === 'monthly') return { ok: true, refill: { amount, day: refillDay ?? 1 } };
  if (refillDay === undefined) return { ok: true, refill: { amount, day: null } };
  return {
    ok: false,
    location: 'refill.refillDay',
    message: 'A daily refill happens every day: remove refillDay, or set interval to monthly',
  };
}
