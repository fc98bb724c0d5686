import { type Static, Type } from '@sinclair/typebox';
import type { KeyDetails } from '../../store/keys.js';
import { Credits, closed, listOf } from './fields.js';

export const IdentityDetails = closed({
  id: Type.String(),
  externalId: Type.String(),
  meta: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { additionalProperties: true })),
});

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
});

export function presentKey(key: KeyDetails): Static<typeof KeyResponse> {
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
      : { credits: { remaining: key.creditsRemaining, ...presentRefill(key) } }),
    ...presentIdentity(key.identity),
  };
}

/** An empty object is left out, as the contract has it. */
export function presentMeta(meta: Readonly<Record<string, unknown>> | null) {
  return meta === null || Object.keys(meta).length === 0 ? {} : { meta };
}

function presentIdentity(identity: KeyDetails['identity']) {
  if (identity === null) return {};
  const { id, externalId, meta } = identity;
  return { identity: { id, externalId, ...presentMeta(meta) } };
}

function presentRefill({ refillAmount, refillDay }: KeyDetails) {
  if (refillAmount === null) return {};
  return refillDay === null
    ? { refill: { interval: 'daily' as const, amount: refillAmount } }
    : { refill: { interval: 'monthly' as const, amount: refillAmount, refillDay } };
}
