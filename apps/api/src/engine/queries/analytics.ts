import type { Rollup } from '../../analytics/rollups.js';
import type { Analyst } from './analyst.js';
import type { ChartCache } from './chart-cache.js';
import type { QueryTurns } from './query-turns.js';

/** How recent the analytics engine is. */
export interface Freshness {
  /** How old the oldest event is that waits for the engine. */
  readonly lagMs: number;
  /** Of each kind of sums: those before this moment are complete. */
  readonly sealedUntilMs: Readonly<Record<Rollup, number>>;
}

/** What answers questions about usage. */
export interface Analytics {
  /** `undefined`: this installation has no analytics engine, or none has ever been reached. */
  readonly analyst: () => Analyst | undefined;
  readonly freshness: () => Promise<Freshness>;
  readonly charts: ChartCache;
  /** For charts from the sums of the database, which must not take its connections. */
  readonly sumTurns: QueryTurns;
}
