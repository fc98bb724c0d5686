import { given } from '../../../lib/given.js';
import type { Credits } from '../../../rpc/answers.js';

/** Credits while they are being written. */
export interface CreditForm {
  readonly isLimited: boolean;
  readonly remaining: number | undefined;
  readonly interval: 'none' | 'daily' | 'monthly';
  readonly amount: number | undefined;
  readonly refillDay: number | undefined;
}

export const UNLIMITED: CreditForm = {
  isLimited: false,
  remaining: 1000,
  interval: 'none',
  amount: 1000,
  refillDay: 1,
};

export function creditFormOf(credits: Credits | undefined): CreditForm {
  if (credits === undefined || credits.remaining === null) return UNLIMITED;
  const { remaining, refill } = credits;
  return {
    isLimited: true,
    remaining,
    interval: refill?.interval ?? 'none',
    amount: refill?.amount ?? remaining,
    refillDay: refill?.refillDay ?? 1,
  };
}

export type CreditFault = 'noRemaining' | 'noAmount' | 'noDay';

export interface CreditFaults {
  readonly remaining?: CreditFault;
  readonly amount?: CreditFault;
  readonly refillDay?: CreditFault;
}

export function faultsOfCredits(form: CreditForm): CreditFaults {
  if (!form.isLimited) return {};
  const { remaining, interval, amount, refillDay } = form;
  const isDay = refillDay !== undefined && refillDay >= 1 && refillDay <= 31;
  return {
    ...(remaining === undefined ? { remaining: 'noRemaining' } : {}),
    ...(interval !== 'none' && (amount ?? 0) < 1 ? { amount: 'noAmount' } : {}),
    ...(interval === 'monthly' && !isDay ? { refillDay: 'noDay' } : {}),
  };
}

/** `null`: unlimited. Only for a form without faults. */
export function creditsFrom(form: CreditForm): (Credits & { remaining: number }) | null {
  if (!form.isLimited) return null;
  const { remaining = 0, interval, amount = 0, refillDay } = form;
  if (interval === 'none') return { remaining };
  const day = interval === 'monthly' ? refillDay : undefined;
  return { remaining, refill: { interval, amount, ...given('refillDay', day) } };
}

/**
 * The next moment at which credits are refilled, always at 00:00 UTC. A month without that day is
 * refilled on its last one.
 */
export function nextRefillOf(refill: Refill, nowMs: number): number {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  if (refill.interval === 'daily') return Date.UTC(year, month, day + 1);
  const inMonth = (index: number) => {
    const lastDay = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
    return Date.UTC(year, index, Math.min(refill.refillDay ?? 1, lastDay));
  };
  return inMonth(month) > nowMs ? inMonth(month) : inMonth(month + 1);
}

interface Refill {
  readonly interval: 'daily' | 'monthly';
  readonly refillDay?: number | undefined;
}
