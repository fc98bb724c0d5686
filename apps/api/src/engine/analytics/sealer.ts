import { AnalyticsFailure } from '../../analytics/failures.js';
import { ROLLUPS, type Rollup, type Span } from '../../analytics/rollups.js';
import type { AnalyticsSink } from '../../analytics/sink.js';
import type { Db } from '../../store/database/database.js';
import { readLongestRetention } from '../../store/events/retentions.js';
import type { RelaySession } from '../../store/outbox/relay-session.js';
import {
  type DirtySpan,
  markSealed,
  measureStaleness,
  nextDirtySpan,
  spanKey,
} from '../../store/outbox/spans.js';
import type { RelayStats } from './relay-stats.js';

interface SealerOptions {
  readonly db: Db;
  readonly sink: AnalyticsSink;
  readonly stats: RelayStats;
  readonly onFailed: (reason: unknown) => void;
}

const DAY_MS = 86_400_000;
/** Late events come in pieces. A span that has been sealed is left alone for so long at least. */
const PAUSE_MIN_MS = 60_000;
/** Making the sums of a span takes at most this part of the time. */
const SHARE = 1 / 20;
const FAILED_PAUSE_MS = 10 * 60_000;
/** More spans than anything but a move of old rows changes at once. */
const PAUSES_MAX = 1000;

/**
 * Seals days and months that have changed. A span is dirty in PostgreSQL until it is sealed, so
 * whatever is killed in between, it is sealed again.
 *
 * Full: beyond PAUSES_MAX spans, pauses are forgotten, and spans are sealed as often as the least
 * pause allows. Engine slow or away: sums of past days stay as they are for longer.
 */
export class Sealer {
  readonly #options: SealerOptions;
  readonly #pauses = new Map<string, number>();

  constructor(options: SealerOptions) {
    this.#options = options;
  }

  async measure(): Promise<void> {
    const { db, stats } = this.#options;
    stats.stalenessMs = await measureStaleness(db);
  }

  /** Seals one span. Returns whether there was one. */
  async sealNext(session: RelaySession): Promise<boolean> {
    const { db, sink, stats } = this.#options;
    const dirty = await nextDirtySpan(db, {
      pauses: this.#pauses,
      pauseMs: PAUSE_MIN_MS,
      keptDays: await readLongestRetention(db),
    });
    if (dirty === undefined) return false;
    const rollup = rollupOf(dirty);
    const startedMs = performance.now();
    try {
      await sink.seal(rollup, spanOf(rollup, dirty.startMs));
    } catch (reason) {
      this.#afterFailure(dirty, reason);
      return false;
    }
    const tookMs = performance.now() - startedMs;
    stats.sealMs.observe(tookMs);
    this.#pause(dirty, Math.max(PAUSE_MIN_MS, tookMs / SHARE));
    await session.inTurn((tx) => markSealed(tx, dirty, fedBy(rollup, dirty.startMs)));
    return true;
  }

  /** One day that is too much for the engine must not keep events from being delivered. */
  #afterFailure(dirty: DirtySpan, reason: unknown): void {
    if (!(reason instanceof AnalyticsFailure) || reason.kind === 'away') throw reason;
    this.#pause(dirty, FAILED_PAUSE_MS);
    this.#options.onFailed(reason);
  }

  #pause(dirty: DirtySpan, ms: number): void {
    if (this.#pauses.size >= PAUSES_MAX) this.#pauses.clear();
    this.#pauses.set(spanKey(dirty), ms);
  }
}

function rollupOf({ rollup }: DirtySpan): Rollup {
  if (rollup in ROLLUPS) return rollup as Rollup;
  throw new Error(`no sums are called ${rollup}`);
}

function spanOf(rollup: Rollup, fromMs: number): Span {
  if (ROLLUPS[rollup].step === 'day') return { fromMs, toMs: fromMs + DAY_MS };
  const from = new Date(fromMs);
  return { fromMs, toMs: Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1) };
}

/** The month of a day, whose sums are made of those of its days. */
function fedBy(rollup: Rollup, dayMs: number) {
  const { feeds } = ROLLUPS[rollup];
  if (feeds === undefined) return undefined;
  const day = new Date(dayMs);
  return { rollup: feeds, startMs: Date.UTC(day.getUTCFullYear(), day.getUTCMonth()) };
}
