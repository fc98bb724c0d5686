import { evaluatePermissionQuery } from '../permission-query/evaluate.js';
import type { PermissionQuery } from '../permission-query/parse.js';
import type { KeySnapshot } from './key-snapshot.js';

export type VerificationCode =
  | 'VALID'
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'INSUFFICIENT_PERMISSIONS'
  | 'USAGE_EXCEEDED'
  | 'RATE_LIMITED'
  | 'DISABLED'
  | 'EXPIRED';

interface VerificationRequest {
  readonly permissionQuery: PermissionQuery | undefined;
  /** The end user's address if the caller named it, else the caller's own. */
  readonly ip: string;
  /** `undefined`: one credit. */
  readonly creditCost: number | undefined;
  readonly nowMs: number;
}

/** Either the answer, or what a key with limited credits must still pay to be valid. */
export type VerificationDecision =
  | { readonly kind: 'denied'; readonly code: VerificationCode }
  | { readonly kind: 'valid'; readonly creditCost: number };

/**
 * Whether a key is good for a request. The order is part of the contract: a disabled key says so
 * even when it has expired too, and a key that is refused here has used nothing up.
 */
export function decideVerification(
  key: KeySnapshot,
  request: VerificationRequest,
): VerificationDecision {
  const code = findReasonToDeny(key, request);
  if (code !== undefined) return { kind: 'denied', code };
  return { kind: 'valid', creditCost: request.creditCost ?? 1 };
}

function findReasonToDeny(
  key: KeySnapshot,
  request: VerificationRequest,
): VerificationCode | undefined {
  if (!key.workspaceEnabled) return 'FORBIDDEN';
  if (!key.enabled) return 'DISABLED';
  if (key.expiresAtMs !== null && request.nowMs > key.expiresAtMs) return 'EXPIRED';
  if (key.allowedIps !== undefined && !key.allowedIps.includes(request.ip)) return 'FORBIDDEN';
  const query = request.permissionQuery;
  const holds = (slug: string) => key.permissionSet.has(slug);
  if (query !== undefined && !evaluatePermissionQuery(query, holds)) {
    return 'INSUFFICIENT_PERMISSIONS';
  }
  return undefined;
}
