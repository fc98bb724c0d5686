import { hash } from 'node:crypto';
import type { BatchVerdict } from '../../domain/rate-limit/judge-batch.js';
import type { CounterStats } from './counter-cells.js';

/** One limit that a request must pass. Several are taken together or not at all. */
export interface LimitRequest {
  /**
   * Whose counter it is. A `key` limit is named by its name and counted per key or identity. A
   * `namespace` limit is named by the id of the namespace and counted per identifier. A `workspace`
   * limit is counted for the workspace itself. They never share a counter, whatever the names.
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
 * Decides and counts in one step. Answers without a promise if this process can decide alone.
 *
 * All requests that are taken together are of one workspace. They are at most some hundreds;
 * the schemas that admit limits see to that. All are judged in one go, and a single call must not
 * fill the capacity that all callers share.
 */
export interface Limiter {
  readonly counters: CounterStats;
  take(requests: readonly LimitRequest[], nowMs: number): BatchVerdict | Promise<BatchVerdict>;
}

/**
 * Parts may hold any character but NUL, which requests cannot contain, so no two names collide. The
 * parts are joined, because V8 would keep a template as a tree of its pieces, at three times the
 * memory.
 */
export function counterName(request: LimitRequest): string {
  const { scope, workspaceId, name, identifier, windowMs } = request;
  return [scope, workspaceId, name, identifier, windowMs].join('\0');
}

/** Room for the usual identifiers, such as a UUID or an e-mail address, beside the other parts. */
const SHORT_NAME_LENGTH_MAX = 128;

/**
 * The same in bounded memory, so that long identifiers take no more of it than others. A digest
 * contains no NUL, so none is ever the name of another counter.
 */
export function shortCounterName(request: LimitRequest): string {
  const name = counterName(request);
  return name.length > SHORT_NAME_LENGTH_MAX ? digestName(name) : name;
}

/**
 * SHA-256 of the UTF-16 units of a text, in base64. UTF-8 has no code for half a surrogate pair:
 * all halves would become the same.
 */
export function digestName(name: string): string {
  return hash('sha256', Buffer.from(name, 'utf16le'), 'base64');
}
