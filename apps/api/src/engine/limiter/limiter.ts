import type { BatchVerdict } from '../../domain/rate-limit/judge-batch.js';

/** One limit that a request must pass. Several are taken together or not at all. */
export interface LimitRequest {
  /**
   * Whose counter it is: `key` limits are named by their name and counted per key or identity,
   * `namespace` limits by the id of the namespace and counted per identifier. The two never share
   * a counter, whatever the names.
   */
  readonly scope: 'key' | 'namespace';
  readonly workspaceId: string;
  readonly name: string;
  readonly identifier: string;
  readonly windowMs: number;
  readonly limit: number;
  readonly cost: number;
}

/** Decides and counts in one step. Answers without a promise where it needs nobody else. */
export interface Limiter {
  take(requests: readonly LimitRequest[], nowMs: number): BatchVerdict | Promise<BatchVerdict>;
}

/** Parts may hold any character but NUL, which requests cannot contain; so no two names collide. */
export function counterName(request: LimitRequest): string {
  const { scope, workspaceId, name, identifier, windowMs } = request;
  return `${scope}\0${workspaceId}\0${name}\0${identifier}\0${windowMs}`;
}
