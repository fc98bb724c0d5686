import type { Static } from '@sinclair/typebox';
import type { Key } from '@unlatch/contract/shapes/key';
import type { KeyDetails } from '../../store/keys/key-details.js';
import { presentRefill } from './credits.js';
import { presentIdentity } from './identity.js';
import { presentMeta } from './meta.js';
import { presentRateLimits } from './rate-limit.js';

/** `plaintext` is set only for callers that may see it. */
export function presentKey(key: KeyDetails, plaintext: string | undefined): Static<typeof Key> {
  return {
    keyId: key.id,
    start: key.start,
    enabled: key.enabled,
    createdAt: key.createdAtMs,
    ...(key.updatedAtMs ? { updatedAt: key.updatedAtMs } : {}),
    ...(key.lastUsedAtMs ? { lastUsedAt: key.lastUsedAtMs } : {}),
    ...(key.name ? { name: key.name } : {}),
    ...presentMeta(key.meta),
    ...(key.expiresAtMs === null ? {} : { expires: key.expiresAtMs }),
    ...(key.permissions.length > 0 ? { permissions: key.permissions } : {}),
    ...(key.roles.length > 0 ? { roles: key.roles } : {}),
    ...(key.creditsRemaining === null
      ? {}
      : { credits: { remaining: key.creditsRemaining, ...presentRefill(key.refill) } }),
    ...(key.identity === null ? {} : { identity: presentIdentity(key.identity) }),
    ...presentRateLimits(key.rateLimits),
    ...(plaintext === undefined ? {} : { plaintext }),
  };
}
