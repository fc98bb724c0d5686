import type { Static } from '@sinclair/typebox';
import type { updateIdentity as definition } from '@unlatch/contract/operations/identities/updateIdentity';
import { invalidInput } from '../../../domain/problems.js';
import type { RateLimitSettings } from '../../../store/rate-limits/rate-limits.js';
import { readIdentityMeta } from '../../shared/meta.js';
import { readRateLimits } from '../../shared/rate-limit.js';

type Request = Static<typeof definition.request>;

interface IdentityChange {
  /** JSON text. `undefined` leaves the current value, here and below. */
  readonly meta: string | undefined;
  readonly rateLimits: readonly RateLimitSettings[] | undefined;
}

/** Throws the problems that the schema cannot express. */
export function planIdentityChange({ meta, ratelimits }: Request): IdentityChange {
  refuseRepeatedNames(ratelimits ?? []);
  return {
    meta: meta === undefined ? undefined : readIdentityMeta(meta),
    rateLimits: ratelimits === undefined ? undefined : readRateLimits(ratelimits),
  };
}

function refuseRepeatedNames(ratelimits: NonNullable<Request['ratelimits']>): void {
  const names = ratelimits.map((limit) => limit.name);
  const repeated = names.findIndex((name, index) => names.indexOf(name) < index);
  if (repeated < 0) return;
  throw invalidInput(
    `body.ratelimits[${repeated}].name`,
    `'${names[repeated]}' is the name of a limit before it`,
    'Send each name once.',
  );
}
