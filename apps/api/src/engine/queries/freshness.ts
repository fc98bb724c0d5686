import type { Rollup } from '../../analytics/rollups.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { Db } from '../../store/database/database.js';
import { measureLag } from '../../store/outbox/backlog.js';
import { findSealedUntil } from '../../store/outbox/spans.js';
import type { Freshness } from './analytics.js';

const KEEP_MS = 2000;

/**
 * How recent the engine is, read from the database at most every two seconds. A day stays sealed, so
 * an old answer is still a right one: more is then read from single events.
 */
export function createFreshness({ db, clock }: { readonly db: Db; readonly clock: Clock }) {
  let readAtMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<Freshness> | undefined;
  return (): Promise<Freshness> => {
    const nowMs = clock.monotonicMs();
    if (reading !== undefined && nowMs - readAtMs < KEEP_MS) return reading;
    readAtMs = nowMs;
    const started = readFreshness(db, clock.nowMs());
    reading = started;
    // A failure is not kept.
    started.catch(() => {
      if (reading === started) reading = undefined;
    });
    return started;
  };
}

async function readFreshness(db: Db, nowMs: number): Promise<Freshness> {
  const sealedUntil = (rollup: Rollup) => findSealedUntil(db, { rollup, nowMs });
  return {
    lagMs: await measureLag(db),
    sealedUntilMs: {
      verifications: await sealedUntil('verifications'),
      limit_checks: await sealedUntil('limit_checks'),
      verifications_of_month: await sealedUntil('verifications_of_month'),
      limit_checks_of_month: await sealedUntil('limit_checks_of_month'),
    },
  };
}
