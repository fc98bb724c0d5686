import { type Static, Type } from '@sinclair/typebox';
import { serializeMeta } from '../../domain/meta.js';
import { invalidInput } from '../../domain/problems.js';
import type { IdentityDetails as StoredIdentity } from '../../store/identities/identities.js';
import { closed, listOf, type Meta } from './fields.js';
import { presentMeta } from './meta.js';
import { presentRateLimits, RateLimitResponse } from './rate-limit.js';

const META_BYTES_MAX = 1_048_576;

export const IdentityText = Type.String({
  minLength: 1,
  description: 'Id of the identity, or your externalId of it.',
});

/** Fields without a value are left out, never null. */
export const IdentityDetails = closed({
  id: Type.String(),
  externalId: Type.String(),
  meta: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { additionalProperties: true })),
  ratelimits: Type.Optional(listOf(RateLimitResponse)),
});

export function presentIdentity(identity: StoredIdentity): Static<typeof IdentityDetails> {
  const { id, externalId, meta, rateLimits } = identity;
  return { id, externalId, ...presentMeta(meta), ...presentRateLimits(rateLimits) };
}

/** The JSON text to store. Throws what the schema cannot say. */
export function serializeIdentityMeta(meta: Static<typeof Meta>): string {
  const serialized = serializeMeta(meta, { bytesMax: META_BYTES_MAX });
  if (!serialized.ok) throw invalidInput('body.meta', serialized.message);
  return serialized.text;
}
