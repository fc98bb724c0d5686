import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/database.js';

export type LimitSumGroup = 'namespace' | 'identifier';

/** The sums of one bucket and group. */
export interface LimitCheckSums {
  /** The place of the bucket, from 0. */
  readonly bucket: number;
  readonly isTop: boolean;
  /** Empty if it is not one of the largest. */
  readonly group: string;
  readonly checks: number;
  readonly passed: number;
  /** May be more than a number holds exactly. */
  readonly cost: number;
  readonly passedCost: number;
}

interface LimitSumsQuestion {
  readonly workspaceId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly startsMs: readonly number[];
  /** `undefined`: all. */
  readonly namespaceIds: readonly string[] | undefined;
  readonly identifiers: readonly string[] | undefined;
  readonly groupBy: LimitSumGroup | undefined;
  readonly top: number;
  readonly orderBy: 'checks' | 'passed' | 'refused' | 'cost';
}

/**
 * The largest groups in buckets of time, and all others together. Identifiers beyond the quota of an
 * hour share the empty one.
 */
export async function sumLimitChecksOverTime(
  db: Db,
  question: LimitSumsQuestion,
): Promise<LimitCheckSums[]> {
  const { workspaceId, fromMs, toMs, startsMs, namespaceIds, identifiers, top } = question;
  const { rows } = await sql<LimitCheckSums>`
    with grouped as materialized (
      select width_bucket(hour_ms, ${startsMs}::bigint[]) - 1 as bucket, ${groupOf(question)} as grp,
        sum(count)::bigint as checks, sum(passed)::bigint as passed, sum(cost)::float8 as cost,
        sum(passed_cost)::float8 as passed_cost
      from limit_checks_per_hour
      where workspace_id = ${workspaceId} and hour_ms >= ${fromMs} and hour_ms < ${toMs}
        ${anyOf(sql`namespace_id`, namespaceIds)}
        ${anyOf(sql`identifier`, identifiers)}
      group by 1, 2
    ),
    largest as materialized (
      select grp from grouped group by grp order by ${sizeOf(question)} desc, grp limit ${top}
    )
    select bucket, largest.grp is not null as "isTop", coalesce(largest.grp, '') as "group",
      sum(checks)::bigint as checks, sum(passed)::bigint as passed, sum(cost)::float8 as cost,
      sum(passed_cost)::float8 as "passedCost"
    from grouped
    left join largest using (grp)
    group by bucket, largest.grp`.execute(db);
  return rows;
}

function groupOf({ groupBy }: LimitSumsQuestion): RawBuilder<string> {
  switch (groupBy) {
    case undefined:
      return sql`''`;
    case 'namespace':
      return sql`namespace_id`;
    case 'identifier':
      return sql`identifier`;
  }
}

function sizeOf({ orderBy }: LimitSumsQuestion): RawBuilder<number> {
  return orderBy === 'refused' ? sql`sum(checks - passed)` : sql`sum(${sql.ref(orderBy)})`;
}

function anyOf(column: RawBuilder<unknown>, values: readonly string[] | undefined) {
  return values === undefined ? sql`` : sql`and ${column} = any(${values}::text[])`;
}
