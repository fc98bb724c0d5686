import { hash } from 'node:crypto';
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
 * requests that are taken together are of one workspace, and whoever reads them from outside sees
 * to it that they are at most some hundreds: all are judged in one go, and those of one call must
 * not fill the room that everybody's counters share.
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

/** Holds what identifiers mostly are, such as a UUID or an e-mail address, beside the other parts. */
const SHORT_NAME_LENGTH_MAX = 128;

/**
 * The same in bounded memory: whoever sends long identifiers does not take more of it than others.
 * A digest has no NUL in it, so none is ever the name of another counter.
 */
export function shortCounterName(request: LimitRequest): string {
  const name = counterName(request);
  return name.length > SHORT_NAME_LENGTH_MAX ? digestName(name) : name;
}

/**
 * SHA-256, in base64, of the UTF-16 that a text is made of, because UTF-8 has no place for half a
 * surrogate pair, and would make all of them one.
 */
export function digestName(name: string): string {
  return hash('sha256', Buffer.from(name, 'utf16le'), 'base64');
}
