import type { Static } from '@sinclair/typebox';
import type { verifyKey as definition } from '@unlatch/contract/operations/keys/verifyKey';
import type { BatchVerdict } from '../../../domain/rate-limit/judge-batch.js';
import type { VerificationCode } from '../../../domain/verification/decide.js';
import type { IdentitySnapshot, KeySnapshot } from '../../../domain/verification/key-snapshot.js';
import type { SelectedLimit } from '../../../domain/verification/select-limits.js';
import { presentMetaText } from '../../shared/meta.js';
import { presentRateLimit } from '../../shared/rate-limit.js';

type Verification = Static<typeof definition.data>;

/** Says nothing about the key: it may be missing, foreign, or not for this root key to see. */
export const NOT_FOUND: Verification = { valid: false, code: 'NOT_FOUND' };

/** The limits that were judged, and how; the i-th verdict belongs to the i-th limit. */
export interface LimitOutcome {
  readonly limits: readonly SelectedLimit[];
  readonly verdict: BatchVerdict;
}

interface Findings {
  readonly outcome?: LimitOutcome | undefined;
  /** What the ledger said; absent when the credits were not asked for. */
  readonly balance?: number | null;
}

/**
 * Runs for every verification, so it assigns where other presenters spread. What has no value is
 * left out; `credits` and `enabled` keep 0 and false.
 */
export function presentVerification(
  key: KeySnapshot,
  code: VerificationCode,
  { outcome, balance }: Findings = {},
): Verification {
  const verification: Verification = {
    valid: code === 'VALID',
    code,
    keyId: key.keyId,
    enabled: key.enabled,
  };
  const credits = balance === undefined ? key.credits?.lastSeenBalance : balance;
  if (key.name) verification.name = key.name;
  if (key.meta !== null) Object.assign(verification, presentMetaText(key.meta));
  if (key.expiresAtMs) verification.expires = key.expiresAtMs;
  if (credits !== undefined && credits !== null) verification.credits = credits;
  if (key.permissions.length > 0) verification.permissions = key.permissions;
  if (key.roles.length > 0) verification.roles = key.roles;
  if (key.identity !== null) verification.identity = presentIdentity(key.identity);
  if (outcome !== undefined) verification.ratelimits = presentOutcome(outcome);
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

function presentOutcome({ limits, verdict }: LimitOutcome) {
  return limits.map((limit, index) => {
    const judged = verdict.verdicts[index];
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
