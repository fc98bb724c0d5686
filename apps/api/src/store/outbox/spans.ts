import { sql } from 'kysely';
import type { Db, Tx } from '../database/database.js';
import { DATABASE_NOW_MS } from './groups.js';

/*
 * Days and months of the engine whose sums follow from single events.
 *
 * `changes` counts deliveries. A span is clean when `sealed_changes` has caught up. Sealing reads
 * the number before it reads events, so events that arrive during it leave the span dirty. They are
 * in the engine before they are counted here, so a span that is clean has all that was counted.
 */

export interface DirtySpan {
  readonly rollup: string;
  readonly startMs: number;
  readonly changes: number;
  /** The time of the database when the span was chosen. */
  readonly nowMs: number;
}

const DAY_MS = 86_400_000;

/** A span is sealed once its last events have had the time to arrive. */
const SETTLED_MS = 60_000;
const CONSIDERED_MAX = 1000;

interface SealChoice {
  /** How long to leave a span alone that has been sealed. The key: see `spanKey`. */
  readonly pauses: ReadonlyMap<string, number>;
  /** Where `pauses` says nothing. */
  readonly pauseMs: number;
  /** Older days have lost events already, so their sums can no longer be made. */
  readonly keptDays: number;
}

/** A span to seal that has ended: the latest day, or a month without such days. */
export async function nextDirtySpan(
  db: Db,
  { pauses, pauseMs, keptDays }: SealChoice,
): Promise<DirtySpan | undefined> {
  const { rows } = await sql<DirtySpan & { endMs: number; sealedAtMs: number | null }>`
    select rollup, start_ms as "startMs", changes, sealed_at_ms as "sealedAtMs",
      end_ms as "endMs", now_ms as "nowMs"
    from analytics_spans, ${END_OF_SPAN}, (select ${DATABASE_NOW_MS} as now_ms) as clock
    where changes > sealed_changes and end_ms + ${sql.lit(SETTLED_MS)} <= now_ms
      and (
        rollup like ${MONTHLY}
        or start_ms > now_ms - ${keptDays}::bigint * ${sql.lit(DAY_MS)}
      )
    order by rollup like ${MONTHLY}, start_ms desc, rollup
    limit ${sql.lit(CONSIDERED_MAX)}`.execute(db);
  const due = rows.find((span) => {
    if (span.sealedAtMs === null || span.sealedAtMs < span.endMs) return true;
    return span.nowMs - span.sealedAtMs >= (pauses.get(spanKey(span)) ?? pauseMs);
  });
  return due;
}

const MONTHLY = sql.lit('%\\_of\\_month');

/** The end of a day, or of a month. */
const END_OF_SPAN = sql`lateral (
      select case
        when rollup like ${MONTHLY} then (extract(epoch from (
          (to_timestamp(start_ms / 1000) at time zone 'UTC') + interval '1 month'
        ) at time zone 'UTC') * 1000)::bigint
        else start_ms + ${sql.lit(DAY_MS)}
      end as end_ms
    ) as span`;

export function spanKey({ rollup, startMs }: Pick<DirtySpan, 'rollup' | 'startMs'>): string {
  return `${rollup} ${startMs}`;
}

/** Notes that the sums of the span have at least what it had when it was chosen. */
export async function markSealed(
  tx: Tx,
  { rollup, startMs, changes, nowMs }: DirtySpan,
  feeds: { readonly rollup: string; readonly startMs: number } | undefined,
): Promise<void> {
  await sql`
    update analytics_spans set sealed_changes = ${changes}, sealed_at_ms = ${nowMs}
    where rollup = ${rollup} and start_ms = ${startMs} and sealed_changes < ${changes}`.execute(tx);
  if (feeds === undefined) return;
  await sql`
    insert into analytics_spans as known (rollup, start_ms, changes, changed_at_ms)
    values (${feeds.rollup}, ${feeds.startMs}, 1, ${DATABASE_NOW_MS})
    on conflict (rollup, start_ms) do update set
      changes = known.changes + 1,
      changed_at_ms = excluded.changed_at_ms`.execute(tx);
}

/** A span before that has been sealed, or never will be. */
const LOOKED_BACK = { day: 7, month: 2 };

/**
 * Queries read the sums of what happened before this time, and compute what happened since. It is
 * the beginning of today, or of an earlier day that has ended but has not been sealed since; or the
 * same of months. A sealed span that has changed since keeps its sums until they are made again.
 */
export async function findSealedUntil(
  db: Db,
  { rollup, nowMs }: { readonly rollup: string; readonly nowMs: number },
): Promise<number> {
  const { currentMs, earliestMs } = rollup.endsWith('_of_month') ? months(nowMs) : days(nowMs);
  const { rows } = await sql<{ startMs: number | null }>`
    select min(start_ms) as "startMs"
    from analytics_spans, ${END_OF_SPAN}
    where rollup = ${rollup} and start_ms >= ${earliestMs} and start_ms < ${currentMs}
      and (sealed_at_ms is null or sealed_at_ms < end_ms)`.execute(db);
  return rows[0]?.startMs ?? currentMs;
}

function days(nowMs: number) {
  const currentMs = nowMs - (nowMs % DAY_MS);
  return { currentMs, earliestMs: currentMs - LOOKED_BACK.day * DAY_MS };
}

function months(nowMs: number) {
  const now = new Date(nowMs);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  return {
    currentMs: Date.UTC(year, month),
    earliestMs: Date.UTC(year, month - LOOKED_BACK.month),
  };
}

/** How long the oldest change of a span that has ended has not been in its sums. 0: all are. */
export async function measureStaleness(db: Db): Promise<number> {
  const { rows } = await sql<{ ageMs: number | null }>`
    select greatest(${DATABASE_NOW_MS} - min(changed_at_ms), 0) as "ageMs"
    from analytics_spans, ${END_OF_SPAN}
    where changes > sealed_changes and end_ms < ${DATABASE_NOW_MS}`.execute(db);
  return rows[0]?.ageMs ?? 0;
}

/** Sums that are gone need not be known. */
export async function deleteOldSpans(tx: Tx, keptDays: number): Promise<void> {
  await sql`
    delete from analytics_spans
    where start_ms < ${DATABASE_NOW_MS} - ${keptDays}::bigint * ${sql.lit(DAY_MS)}`.execute(tx);
}
