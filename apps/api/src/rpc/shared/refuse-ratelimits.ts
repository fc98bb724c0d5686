import { invalidInput } from '../../domain/problems.js';

/**
 * Limits on keys are not enforced by this version. Accepting one would promise what nobody keeps,
 * and a verification that skipped one would say VALID when it should not.
 */
export function refuseRatelimits(ratelimits: readonly unknown[] | undefined): void {
  if (ratelimits === undefined || ratelimits.length === 0) return;
  throw invalidInput(
    'body.ratelimits',
    'rate limits on keys are not available in this version',
    'Leave ratelimits out.',
  );
}
