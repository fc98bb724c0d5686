import { type Kysely, sql } from 'kysely';

/** A program without it writes events that it does not add up here. */
export const kind = 'breaking';

/**
 * What is billable, summed per UTC day and workspace. The sums per hour are not enough for that.
 * They have a row for each key and identifier, so a month of them may be too many to add up. And
 * they go with the events of a workspace, which may keep them for one day.
 *
 * A day has several rows, so that processes that add to it at the same time rarely wait for each
 * other. Half of each page stays free, because the rows of today are updated about once a second.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const DAY = 'hour_ms - hour_ms % 86400000';

const STATEMENTS: readonly string[] = [
  `create table billable_per_day (
    workspace_id text collate "C" not null,
    day_ms bigint not null,
    kind text collate "C" not null,
    slot integer not null,
    count bigint not null,
    primary key (workspace_id, day_ms, kind, slot)
  ) with (fillfactor = 50)`,
  'create index billable_per_day_by_day on billable_per_day (day_ms)',
  `insert into billable_per_day (workspace_id, day_ms, kind, slot, count)
  select workspace_id, ${DAY}, 'verification', 0, sum(count) from verifications_per_hour
  where code = 'VALID' group by 1, 2`,
  `insert into billable_per_day (workspace_id, day_ms, kind, slot, count)
  select workspace_id, ${DAY}, 'limit_check', 0, sum(passed) from limit_checks_per_hour
  where passed > 0 group by 1, 2`,
];
