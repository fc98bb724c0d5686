import { LRUCache } from 'lru-cache';
import type { Clock } from '../../lib/clock/clock.js';

/**
 * How many queries a workspace may send in an hour, and how long they may take together. Each
 * process counts for itself, so a workspace may send that many to each.
 *
 * A workspace has NO WINDOW or a WINDOW, which begins with its first query and lasts an hour. Counts
 * only grow within a window. Full: the workspace that has not asked for the longest time is
 * forgotten, and begins a new window.
 */
export interface QueryQuotaOptions {
  readonly clock: Clock;
  readonly queriesMax: number;
  readonly executionMsMax: number;
}

const WINDOW_MS = 3_600_000;
const WORKSPACES_MAX = 10_000;

interface Window {
  readonly endsMs: number;
  queries: number;
  executionMs: number;
}

export class QueryQuota {
  readonly #options: QueryQuotaOptions;
  readonly #windows = new LRUCache<string, Window>({ max: WORKSPACES_MAX });

  constructor(options: QueryQuotaOptions) {
    this.#options = options;
  }

  /** Counts a query. Or says in how many milliseconds the workspace may send one again. */
  take(workspaceId: string): { readonly waitMs: number } | undefined {
    const { queriesMax, executionMsMax } = this.#options;
    const nowMs = this.#options.clock.nowMs();
    const window = this.#windowOf(workspaceId, nowMs);
    if (window.queries >= queriesMax || window.executionMs >= executionMsMax) {
      return { waitMs: window.endsMs - nowMs };
    }
    window.queries += 1;
    return undefined;
  }

  /** A query has taken so long. */
  took(workspaceId: string, executionMs: number): void {
    this.#windowOf(workspaceId, this.#options.clock.nowMs()).executionMs += executionMs;
  }

  #windowOf(workspaceId: string, nowMs: number): Window {
    const known = this.#windows.get(workspaceId);
    if (known !== undefined && nowMs < known.endsMs) return known;
    const window = { endsMs: nowMs + WINDOW_MS, queries: 0, executionMs: 0 };
    this.#windows.set(workspaceId, window);
    return window;
  }
}
