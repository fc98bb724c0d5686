import { invalidInput } from './problems.js';

/** In seconds a time in the year 5138, in milliseconds one in 1973. */
const SECONDS_BEFORE = 100_000_000_000;

/** A key that is about to be created must not have expired: its creator has made a mistake. */
export function refusePastExpiry(
  expiresAtMs: number | undefined,
  { location, nowMs }: { location: string; nowMs: number },
): void {
  refuseSeconds(expiresAtMs, location);
  if (expiresAtMs === undefined || expiresAtMs > nowMs) return;
  throw invalidInput(location, 'must be in the future', 'Leave it out if the key never expires.');
}

/** An import may bring keys that have expired, but hardly any that expired before 1973. */
export function refuseSeconds(expiresAtMs: number | undefined, location: string): void {
  if (expiresAtMs === undefined || expiresAtMs >= SECONDS_BEFORE) return;
  if (expiresAtMs === 0) {
    const fix = 'Leave it out if the key never expires.';
    throw invalidInput(location, 'must not be 0, which is a time in 1970', fix);
  }
  throw invalidInput(
    location,
    'must be in milliseconds, but is like a time in seconds',
    'Multiply it by 1000.',
  );
}

/** A successor would have the same expiry, and never be valid. */
export function refuseExpired(expiresAtMs: number | null, nowMs: number, location: string): void {
  if (expiresAtMs === null || expiresAtMs >= nowMs) return;
  throw invalidInput(
    location,
    'names a key that has expired, and the new one would have expired too',
    'Give it another expiry first, or create a new key.',
  );
}
