import type { Static } from '@sinclair/typebox';
import type { VerificationCode } from '../../../domain/verification/decide.js';
import type { KeySnapshot } from '../../../domain/verification/key-snapshot.js';
import { presentMeta } from '../../shared/key-details.js';
import type { definition } from './schema.js';

type Verification = Static<typeof definition.data>;

/** Says nothing about the key: it may be missing, foreign, or not for this root key to see. */
export const NOT_FOUND: Verification = { valid: false, code: 'NOT_FOUND' };

/**
 * Runs for every verification, so it assigns where other presenters spread. What has no value is
 * left out; `credits` and `enabled` keep 0 and false.
 */
export function presentVerification(
  key: KeySnapshot,
  code: VerificationCode,
  credits: number | null,
): Verification {
  const verification: Verification = {
    valid: code === 'VALID',
    code,
    keyId: key.keyId,
    enabled: key.enabled,
  };
  if (key.name) verification.name = key.name;
  if (key.meta !== null) Object.assign(verification, presentMeta(key.meta));
  if (key.expiresAtMs) verification.expires = key.expiresAtMs;
  if (credits !== null) verification.credits = credits;
  if (key.permissions.length > 0) verification.permissions = key.permissions;
  if (key.roles.length > 0) verification.roles = key.roles;
  if (key.identity !== null) {
    const { id, externalId, meta } = key.identity;
    verification.identity = { id, externalId, ...presentMeta(meta) };
  }
  return verification;
}
