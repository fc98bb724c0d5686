import type { BatchVerdict } from '../../domain/rate-limit/judge-batch.js';
import type { CounterStats } from './counter-cells.js';

/** One limit that a request must pass. Several are taken together or not at all. */
export interface LimitRequest {
  /**
   * Whose counter it is: `key` limits are named by their name and counted per key or identity,
   * `namespace` limits by the id of the namespace and counted per identifier, `workspace` limits
   * counted for the workspace itself. They never share a counter, whatever the names.
   */
  readonly scope: 'key' | 'namespace' | 'workspace';
  readonly workspaceId: string;
  readonly name: string;
  readonly identifier: string;
  readonly windowMs: number;
  readonly limit: number;
  readonly cost: number;
}

/**
 * Decides and counts in one step. Answers without a promise where it needs nobody else. All
 * requests that are taken together are of one workspace.
 */
export interface Limiter {
  readonly counters: CounterStats;
  take(requests: readonly LimitRequest[], nowMs: number): BatchVerdict | Promise<BatchVerdict>;
}

/**
 * Parts may hold any character but NUL, which requests cannot contain; so no two names collide.
 * Joined, because V8 would keep a template as a tree of its pieces, at three times the memory.
 */
export function counterName(request: LimitRequest): string {
  const { scope, workspaceId, name, identifier, windowMs } = request;
  return [scope, workspaceId, name, identifier, windowMs].join('\0');
}
