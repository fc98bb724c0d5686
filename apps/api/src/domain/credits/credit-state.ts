import { patched } from '../../lib/patched.js';
import { planRefill, type Refill, type RequestedRefill } from './plan-refill.js';
import { nextRefillAtMs } from './refill-schedule.js';

/** The credits of a key, as they are stored. */
export interface CreditState {
  /** Null for a key with unlimited credits. */
  readonly remaining: number | null;
  readonly refill: ScheduledRefill | null;
}

interface ScheduledRefill extends Refill {
  readonly dueAtMs: number;
}

/**
 * Absent leaves, null clears, a value sets. That holds for the credits as a whole and for each
 * part.
 */
export type RequestedCreditUpdate =
  | { readonly remaining?: number | null; readonly refill?: RequestedRefill | null }
  | null
  | undefined;

export interface RequestedBalanceChange {
  readonly operation: 'set' | 'increment' | 'decrement';
  readonly value: number | null;
}

export type CreditStatePlan =
  | { readonly ok: true; readonly credits: CreditState }
  /** `location` is relative to the part of the request about credits. */
  | { readonly ok: false; readonly location: string; readonly message: string };

export const UNLIMITED: CreditState = { remaining: null, refill: null };

/**
 * A refill that the request does not mention keeps its due time. A refill that it sets starts anew.
 * A key that becomes unlimited loses its refill, which would otherwise limit it again later.
 */
export function planCreditUpdate(
  current: CreditState,
  requested: RequestedCreditUpdate,
  nowMs: number,
): CreditStatePlan {
  if (requested === undefined) return { ok: true, credits: current };
  if (requested === null) return { ok: true, credits: UNLIMITED };
  const remaining = patched(requested.remaining, current.remaining);
  if (requested.refill === undefined || requested.refill === null) {
    const refill = patched(requested.refill, current.refill);
    return { ok: true, credits: remaining === null ? UNLIMITED : { remaining, refill } };
  }
  if (remaining === null) {
    return refused(
      'refill',
      'A key with unlimited credits cannot be refilled: set remaining, or remove refill',
    );
  }
  const plan = planRefill(requested.refill);
  if (!plan.ok) return plan;
  const dueAtMs = nextRefillAtMs({ day: plan.refill.day, afterMs: nowMs });
  return { ok: true, credits: { remaining, refill: { ...plan.refill, dueAtMs } } };
}

/** Setting a balance leaves the refill alone. But a key without a limit loses its refill. */
export function planBalanceChange(
  current: CreditState,
  { operation, value }: RequestedBalanceChange,
): CreditStatePlan {
  if (operation === 'set') {
    return { ok: true, credits: value === null ? UNLIMITED : { ...current, remaining: value } };
  }
  if (value === null) return refused('value', `must be a number to ${operation} by`);
  if (current.remaining === null) {
    return refused('operation', `cannot ${operation} the credits of a key that has no limit`);
  }
  if (operation === 'decrement') {
    return { ok: true, credits: { ...current, remaining: Math.max(0, current.remaining - value) } };
  }
  const incrementMax = Number.MAX_SAFE_INTEGER - current.remaining;
  if (value > incrementMax) {
    return refused('value', `is more than can be added to this key: ${incrementMax}`);
  }
  return { ok: true, credits: { ...current, remaining: current.remaining + value } };
}

function refused(location: string, message: string): CreditStatePlan {
  return { ok: false, location, message };
}
