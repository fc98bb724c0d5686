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
  /** The address of the end user if the caller named it, else the address of the caller. */
  readonly ip: string;
  /** `undefined`: one credit. */
  readonly creditCost: number | undefined;
  readonly nowMs: number;
}

/** Either the answer, or the cost that a key with limited credits must still pay to be valid. */
export type VerificationDecision =
  | { readonly kind: 'denied'; readonly code: VerificationCode }
  | { readonly kind: 'valid'; readonly creditCost: number };

/**
 * Whether a key is valid for a request. The contract guarantees the order: a disabled key is
 * reported as disabled even when it has expired too. A key that is refused here has used up
 * nothing.
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
