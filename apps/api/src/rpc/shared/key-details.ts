import { type Static, Type } from '@sinclair/typebox';
import type { KeyDetails } from '../../store/keys/key-details.js';
import { presentRefill } from './credits.js';
import { Credits, closed, listOf } from './fields.js';
import { IdentityDetails, presentIdentity } from './identity.js';
import { presentMeta } from './meta.js';
import { presentRateLimits, RateLimitResponse } from './rate-limit.js';

/** A key as management operations show it. Fields without a value are left out, never null. */
export const KeyResponse = closed({
  keyId: Type.String(),
  start: Type.String({ description: 'The beginning of the key, to tell keys apart.' }),
  enabled: Type.Boolean(),
  createdAt: Type.Integer({ format: 'int64', description: 'Unix time in milliseconds.' }),
  updatedAt: Type.Optional(Type.Integer({ format: 'int64' })),
  lastUsedAt: Type.Optional(Type.Integer({ format: 'int64' })),
  name: Type.Optional(Type.String()),
  meta: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { additionalProperties: true })),
  expires: Type.Optional(Type.Integer({ format: 'int64' })),
  permissions: Type.Optional(
    listOf(Type.String(), { description: 'Slugs, held directly or through roles.' }),
  ),
  roles: Type.Optional(listOf(Type.String())),
  credits: Type.Optional(Credits),
  identity: Type.Optional(IdentityDetails),
  ratelimits: Type.Optional(listOf(RateLimitResponse)),
  plaintext: Type.Optional(
    Type.String({
      description: 'The key itself, where decrypt was asked for and it is recoverable.',
    }),
  ),
});

/** `plaintext` only for those who may see it. */
export function presentKey(
  key: KeyDetails,
  plaintext: string | undefined,
): Static<typeof KeyResponse> {
  return {
    keyId: key.id,
    start: key.start,
    enabled: key.enabled,
    createdAt: key.createdAtMs,
    ...(key.updatedAtMs ? { updatedAt: key.updatedAtMs } : {}),
    ...(key.lastUsedAtMs ? { lastUsedAt: key.lastUsedAtMs } : {}),
    ...(key.name ? { name: key.name } : {}),
    ...presentMeta(key.meta),
    ...(key.expiresAtMs ? { expires: key.expiresAtMs } : {}),
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
