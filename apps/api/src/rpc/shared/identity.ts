import type { Static } from '@sinclair/typebox';
import type { Identity } from '@unlatch/contract/shapes/identity';
import type { IdentityDetails as StoredIdentity } from '../../store/identities/identities.js';
import { presentMeta } from './meta.js';
import { presentRateLimits } from './rate-limit.js';

export function presentIdentity(identity: StoredIdentity): Static<typeof Identity> {
  const { id, externalId, meta, rateLimits } = identity;
  return { id, externalId, ...presentMeta(meta), ...presentRateLimits(rateLimits) };
}
