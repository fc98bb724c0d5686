import type { Analyst } from './analyst.js';
import type { ChartCache } from './chart-cache.js';
import type { QueryTurns } from './query-turns.js';

/** How recent the analytics engine is. */
export interface Freshness {
  /** How old the oldest event is that waits for the engine. */
  readonly lagMs: number;
  /** The sums of the days before this moment are complete. 0: there are none yet. */
  readonly sealedUntilMs: number;
}

/** What answers questions about usage. */
export interface Analytics {
  /** `undefined`: this installation has no analytics engine, or it is not installed yet. */
  readonly analyst: () => Analyst | undefined;
  readonly freshness: () => Promise<Freshness>;
  readonly charts: ChartCache;
  /** For charts from the sums of the database, which must not take its connections. */
  readonly sumTurns: QueryTurns;
}
