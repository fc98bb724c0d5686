import type { Key } from '../../rpc/answers.js';

/*
 * Why a key is not simply active: all causes at once, the worst first. Each follows from a fact that
 * the service states of the key. Whether a request is let through is for the service alone to say.
 */

export type StatusCause =
  | 'disabled'
  | 'expired'
  | 'exhausted'
  | 'expiresSoon'
  | 'creditsLow'
  | 'oftenLimited'
  | 'oftenRefused';

/** Recent checks of the key, if they are known. */
export interface RecentChecks {
  readonly total: number;
  readonly rateLimited: number;
  readonly refused: number;
}

type KeyFacts = Pick<Key, 'enabled' | 'expires' | 'credits'>;

const SOON_MS = 7 * 86_400_000;
/** Of the amount of a refill. */
const LOW_CREDITS_SHARE = 0.1;
/** Of the recent checks. */
const OFTEN_SHARE = 0.1;

export function causesOf(key: KeyFacts, nowMs: number, recent?: RecentChecks): StatusCause[] {
  const { expires, credits } = key;
  const hasExpired = expires !== undefined && nowMs > expires;
  const remaining = credits?.remaining ?? undefined;
  const refill = credits?.refill?.amount;
  const holds: Record<StatusCause, boolean> = {
    disabled: !key.enabled,
    expired: hasExpired,
    exhausted: remaining === 0,
    expiresSoon: expires !== undefined && !hasExpired && expires - nowMs < SOON_MS,
    creditsLow:
      remaining !== undefined &&
      remaining > 0 &&
      refill !== undefined &&
      remaining < refill * LOW_CREDITS_SHARE,
    oftenLimited: isOften(recent?.rateLimited, recent),
    oftenRefused: isOften(recent?.refused, recent),
  };
  return CAUSES.filter((cause) => holds[cause]);
}

const CAUSES: readonly StatusCause[] = [
  'disabled',
  'expired',
  'exhausted',
  'expiresSoon',
  'creditsLow',
  'oftenLimited',
  'oftenRefused',
];

/** A cause for which every check is refused, in contrast to a warning. */
export function isBlocking(cause: StatusCause): boolean {
  return cause === 'disabled' || cause === 'expired' || cause === 'exhausted';
}

function isOften(count: number | undefined, recent: RecentChecks | undefined): boolean {
  if (count === undefined || recent === undefined || recent.total === 0) return false;
  return count / recent.total > OFTEN_SHARE;
}
