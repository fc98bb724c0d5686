import { type Kysely, sql } from 'kysely';

/**
 * Programs without it write sums without a bound, and do not count them. So an hour in which one of
 * them works may have more sums. Nothing else depends on the count.
 */
export const kind = 'compatible';

/**
 * How many identifiers of limit checks have sums of their own, for each workspace and hour, and how
 * many may. See docs/decisions/0040-bounded-sums.md.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS: readonly string[] = [
  `create table limit_identifiers_per_hour (
    workspace_id text collate "C" not null,
    hour_ms bigint not null,
    count bigint not null,
    primary key (workspace_id, hour_ms)
  ) partition by range (hour_ms)`,
  `insert into quota_defaults (kind, max_count) values ('identifiersPerHour', 100000)`,
];
