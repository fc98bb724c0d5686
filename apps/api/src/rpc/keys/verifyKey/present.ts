import type { Static } from '@sinclair/typebox';
import type { verifyKey as definition } from '@unlatch/contract/operations/keys/verifyKey';
import type { IdentitySnapshot } from '../../../domain/verification/key-snapshot.js';
import type { JudgedLimits, Verdict } from '../../../engine/verifier/verdict.js';
import { presentMetaText } from '../../shared/meta.js';
import { presentRateLimit } from '../../shared/rate-limit.js';

export type Verification = Static<typeof definition.data>;

const NOT_FOUND: Verification = { valid: false, code: 'NOT_FOUND' };

/**
 * Runs for every verification, so it assigns fields where other presenters use an object spread. A
 * field without a value is left out. `credits` and `enabled` keep 0 and false.
 */
export function presentVerdict({ code, key, limits, balance }: Verdict): Verification {
  if (key === null) return NOT_FOUND;
  const verification: Verification = {
    valid: code === 'VALID',
    code,
    keyId: key.keyId,
    keyspaceId: key.keySpaceId,
    enabled: key.enabled,
  };
  if (key.name) verification.name = key.name;
  if (key.meta !== null) Object.assign(verification, presentMetaText(key.meta));
  if (key.expiresAtMs) verification.expires = key.expiresAtMs;
  if (balance !== null) verification.credits = balance;
  if (key.permissions.length > 0) verification.permissions = key.permissions;
  if (key.roles.length > 0) verification.roles = key.roles;
  if (key.identity !== null) verification.identity = presentIdentity(key.identity);
  if (limits !== null) verification.ratelimits = presentLimits(limits);
  return verification;
}

function presentIdentity({ id, externalId, meta, rateLimits }: IdentitySnapshot) {
  return {
    id,
    externalId,
    ...(meta === '{}' ? {} : presentMetaText(meta)),
    ...(rateLimits.length > 0 ? { ratelimits: rateLimits.map(presentRateLimit) } : {}),
  };
}

function presentLimits({ limits, verdicts }: JudgedLimits) {
  return limits.map((limit, index) => {
    const judged = verdicts[index];
    return {
      id: limit.id,
      name: limit.name,
      limit: limit.limit,
      duration: limit.windowMs,
      autoApply: limit.autoApply,
      exceeded: judged?.passed !== true,
      remaining: judged?.remaining ?? 0,
      reset: judged?.resetMs ?? 0,
    };
  });
}
