import { ROLLUPS } from '../../analytics/rollups.js';
import type { AnalyticsSink } from '../../analytics/sink.js';
import { RAW_TABLES } from '../../analytics/tables.js';
import type { Db } from '../../store/database/database.js';
import { readDatabaseTimeMs } from '../../store/database/database-time.js';
import { dropDeliveredDays } from '../../store/events/event-partitions.js';
import { listRetentions } from '../../store/events/retentions.js';
import type { RelaySession } from '../../store/outbox/relay-session.js';
import { deleteOldSpans } from '../../store/outbox/spans.js';

const DAY_MS = 86_400_000;
const DAYS_KEPT = 365;
const MONTHS_KEPT_DAYS = 3 * 366;
const DROPPED_AT_ONCE_MAX = 10;

interface RemovalOptions {
  readonly session: RelaySession;
  readonly db: Db;
  readonly sink: AnalyticsSink;
  /** How long the outbox keeps what was delivered, for an engine that loses its data. */
  readonly deliveredKeptMs: number;
}

/**
 * Removes what is kept no longer: whole days for all workspaces, then rows of workspaces that keep
 * events for a shorter time. A reader has to look at the time as well, since this runs once an
 * hour. Interrupted, it goes on the next time.
 */
export async function removeExpired({
  session,
  db,
  sink,
  deliveredKeptMs,
}: RemovalOptions): Promise<void> {
  const nowMs = await session.inTurn(async (tx) => {
    await deleteOldSpans(tx, MONTHS_KEPT_DAYS);
    await dropDeliveredDays(tx, { keptMs: deliveredKeptMs, max: DROPPED_AT_ONCE_MAX });
    return Math.floor(await readDatabaseTimeMs(tx));
  });
  const [longest, ...shorter] = await listRetentions(db);
  if (longest === undefined) return;
  for (const { name, step, keptDays } of KEPT_TABLES) {
    const beforeMs = startOf(step, nowMs - Math.max(keptDays, longest.days) * DAY_MS);
    await sink.dropBefore(name, beforeMs);
    for (const { days, workspaceIds } of shorter) {
      await sink.deleteBefore(name, {
        workspaceIds,
        beforeMs: startOf(step, nowMs - days * DAY_MS),
      });
    }
  }
}

interface KeptTable {
  readonly name: string;
  readonly step: 'day' | 'month';
  /** At least, whatever the workspaces retain. */
  readonly keptDays: number;
}

const KEPT_TABLES: readonly KeptTable[] = [
  ...Object.values(RAW_TABLES).map(({ name }) => ({ name, step: 'day' as const, keptDays: 0 })),
  ...Object.values(ROLLUPS).flatMap(({ step, tables }) =>
    tables.map(({ name }) => ({
      name,
      step,
      keptDays: step === 'day' ? DAYS_KEPT : MONTHS_KEPT_DAYS,
    })),
  ),
];

function startOf(step: 'day' | 'month', timeMs: number): number {
  if (step === 'day') return timeMs - (timeMs % DAY_MS);
  const time = new Date(timeMs);
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth());
}
