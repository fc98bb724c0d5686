import type { Static } from '@sinclair/typebox';
import type { Identity } from '@unlatch/contract/shapes/identity';
import type { Meta } from '@unlatch/contract/shapes/meta';
import { serializeMeta } from '../../domain/meta.js';
import { invalidInput } from '../../domain/problems.js';
import type { IdentityDetails as StoredIdentity } from '../../store/identities/identities.js';
import { presentMeta } from './meta.js';
import { presentRateLimits } from './rate-limit.js';

const META_BYTES_MAX = 1_048_576;

export function presentIdentity(identity: StoredIdentity): Static<typeof Identity> {
  const { id, externalId, meta, rateLimits } = identity;
  return { id, externalId, ...presentMeta(meta), ...presentRateLimits(rateLimits) };
}

/** The JSON text to store. Throws the problems that the schema cannot express. */
export function serializeIdentityMeta(meta: Static<typeof Meta>): string {
  const serialized = serializeMeta(meta, { bytesMax: META_BYTES_MAX });
  if (!serialized.ok) throw invalidInput('body.meta', serialized.message);
  return serialized.text;
}
