import { sql } from 'kysely';
import type { Db, Tx } from '../database/database.js';

/*
 * The days of the partitioned tables. A partition is created as a table of its own and then
 * attached, so writers of other days go on. Creating it in place would wait for all writers, and
 * all of them would wait for it.
 */

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/**
 * The column by which a table is partitioned, and the length of time for which a row stands. Events
 * have no unique key. Logical replication needs one, so it identifies them by the whole row.
 */
const RECORDS = { column: 'time_ms', spanMs: 1, fillfactor: 100, identity: 'full' } as const;
/** Every batch updates these rows. They stay in their page as long as it has room. */
const SUMS = { column: 'hour_ms', spanMs: HOUR_MS, fillfactor: 50, identity: 'default' } as const;

const OUTBOX = 'event_outbox';
/** The log of requests. The operator decides how long it is kept; a workspace can only shorten it. */
const REQUESTS = 'api_requests';

const TENANT_TABLES = [
  { name: 'verifications', ...RECORDS },
  { name: 'verifications_per_hour', ...SUMS },
  { name: 'limit_checks', ...RECORDS },
  { name: 'limit_checks_per_hour', ...SUMS },
  { name: 'limit_identifiers_per_hour', ...SUMS },
  { name: REQUESTS, ...RECORDS },
] as const;
const TABLES = [
  ...TENANT_TABLES,
  { name: 'event_batches', fillfactor: 100, identity: 'default' },
  { name: OUTBOX, fillfactor: 100, identity: 'default' },
] as const;

/** Days since 1970, in UTC. */
export function eventDay(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}

/** Creates the missing partitions of these days in all tables. */
export async function ensureEventPartitions(tx: Tx, days: readonly number[]): Promise<void> {
  await lockPartitions(tx);
  for (const table of TABLES) {
    const present = new Set(await listEventDays(tx, table.name));
    for (const day of days) {
      if (!present.has(day)) await createPartition(tx, table, day);
    }
  }
}

/** One process at a time: two that create the same day would wait for each other. */
async function lockPartitions(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('unlatch.event_partitions'))`.execute(tx);
}

async function createPartition(
  tx: Tx,
  { name, fillfactor, identity }: (typeof TABLES)[number],
  day: number,
): Promise<void> {
  const table = sql.table(name);
  const partition = sql.table(partitionName(name, day));
  const from = sql.lit(day * DAY_MS);
  const to = sql.lit((day + 1) * DAY_MS);
  await sql`create table ${partition} (like ${table} including all)
    with (fillfactor = ${sql.lit(fillfactor)})`.execute(tx);
  await sql`alter table ${partition} replica identity ${sql.raw(identity)}`.execute(tx);
  await sql`alter table ${table} attach partition ${partition}
    for values from (${from}) to (${to})`.execute(tx);
}

/** The name ends in the day, such as `verifications_20260115`. The day is read back from it. */
function partitionName(table: string, day: number): string {
  return `${table}_${new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

/** The days for which the table has partitions. */
export async function listEventDays(db: Db, table: string): Promise<number[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = ${table}::regclass`.execute(db);
  return rows.map(({ name }) => {
    const [, year, month, date] = /_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? [];
    return eventDay(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  });
}

/** Longer than the reads of the service, shorter than a delay that a caller would notice. */
const LOCK_TIMEOUT_MS = 1000;

/**
 * Removes days that no workspace keeps any more, at most `max` of each table. Returns whether it
 * removed any. A removal waits for transactions that read the table, and all others queue behind
 * the removal. So it gives up soon.
 */
export async function dropExpiredPartitions(
  tx: Tx,
  { nowMs, max, requestDays }: { nowMs: number; max: number; requestDays: number },
): Promise<boolean> {
  const { rows } = await sql<{ days: number | null }>`
    select max(log_retention_days) as days from workspaces`.execute(tx);
  const keptDays = rows[0]?.days ?? Number.POSITIVE_INFINITY;
  const daysOf = (table: string) =>
    table === REQUESTS ? Math.min(keptDays, requestDays) : keptDays;
  await lockPartitions(tx);
  await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT_MS)}`.execute(tx);
  let found = false;
  for (const { name } of TABLES) {
    // A day is removed when its last moment is too old, and with it all others.
    const keptFromMs = nowMs - daysOf(name) * DAY_MS;
    const expired = (await listEventDays(tx, name)).filter(
      (day) => (day + 1) * DAY_MS <= keptFromMs,
    );
    for (const day of expired.slice(0, max)) {
      found = true;
      await sql`drop table ${sql.table(partitionName(name, day))}`.execute(tx);
    }
  }
  return found;
}

/**
 * Removes days of the outbox in which everything was delivered, or set aside, so long ago. Batches
 * of a day that is removed here find a new partition, as events of any removed day do.
 */
export async function dropDeliveredDays(
  tx: Tx,
  { keptMs, max }: { readonly keptMs: number; readonly max: number },
): Promise<boolean> {
  await lockPartitions(tx);
  await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT_MS)}`.execute(tx);
  let dropped = 0;
  for (const day of (await listEventDays(tx, OUTBOX)).toSorted((a, b) => a - b)) {
    if (dropped === max) break;
    const partition = sql.table(partitionName(OUTBOX, day));
    const { rows } = await sql<{ isKept: boolean }>`
      select ${sql.lit((day + 2) * DAY_MS)} > now_ms or exists (
        select from ${partition}
        where coalesce(delivered_at_ms, refused_at_ms, now_ms) > now_ms - ${sql.lit(keptMs)}
      ) as "isKept"
      from (select (extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms) as clock`.execute(
      tx,
    );
    if (rows[0]?.isKept !== false) continue;
    await sql`drop table ${partition}`.execute(tx);
    dropped += 1;
  }
  return dropped === max;
}

/**
 * Deletes rows that are older than their own workspace keeps them, in days that another workspace
 * still needs. It deletes at most `max` rows of one day, for each workspace and table. Returns
 * whether it deleted any.
 */
export async function deleteExpiredEvents(
  tx: Tx,
  { nowMs, max }: { nowMs: number; max: number },
): Promise<boolean> {
  let found = false;
  for (const { name, column, spanMs } of TENANT_TABLES) {
    // A row is deleted when the last moment that it stands for is too old, so sums are deleted by
    // whole hours.
    const endedMs = nowMs - (nowMs % spanMs);
    for (const expired of await findExpired(tx, { table: name, column, nowMs: endedMs })) {
      found = true;
      await deleteOldest(tx, { ...expired, column, max });
    }
  }
  return found;
}

interface ExpiredDay {
  readonly workspaceId: string;
  readonly partition: string;
  readonly keptFromMs: number;
}

const WORKSPACES_AT_ONCE_MAX = 100;

/** For each workspace with rows to delete, one day to delete from. */
async function findExpired(
  tx: Tx,
  { table, column, nowMs }: { table: string; column: string; nowMs: number },
): Promise<ExpiredDay[]> {
  const { rows } = await sql<ExpiredDay>`
    select kept.id as "workspaceId", old.partition, kept.from_ms as "keptFromMs"
    from (
      select id, ${nowMs}::bigint - log_retention_days * ${sql.lit(DAY_MS)}::bigint as from_ms
      from workspaces
      where log_retention_days < (select max(log_retention_days) from workspaces)
    ) as kept
    cross join lateral (
      select tableoid::regclass::text as partition from ${sql.table(table)} as event
      where event.workspace_id = kept.id and event.${sql.ref(column)} < kept.from_ms
      limit 1
    ) as old
    limit ${sql.lit(WORKSPACES_AT_ONCE_MAX)}`.execute(tx);
  return rows;
}

/**
 * The values are part of the text, because a statement without parameters is not prepared. A
 * statement that names a day would be useless tomorrow, but every connection would keep it.
 */
async function deleteOldest(
  tx: Tx,
  { workspaceId, partition, keptFromMs, column, max }: ExpiredDay & { column: string; max: number },
): Promise<void> {
  await sql`
    delete from ${sql.table(partition)} where ctid = any(array(
      select ctid from ${sql.table(partition)}
      where workspace_id = ${sql.lit(workspaceId)} and ${sql.ref(column)} < ${sql.lit(keptFromMs)}
      limit ${sql.lit(max)}
    ))`.execute(tx);
}
