import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/database.js';

/** Which sums per hour a chart is about. `undefined`: all. */
export interface VerificationSumFilters {
  readonly apiIds: readonly string[] | undefined;
  readonly keyIds: readonly string[] | undefined;
  readonly externalIds: readonly string[] | undefined;
  readonly outcomes: readonly string[] | undefined;
}

export type VerificationSumGroup = 'outcome' | 'api' | 'key' | 'identity';

interface SumsQuestion {
  readonly workspaceId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly filters: VerificationSumFilters;
  readonly groupBy: VerificationSumGroup | undefined;
}

/** The sums of one bucket and group. */
export interface VerificationSums {
  /** The place of the bucket, from 0. */
  readonly bucket: number;
  readonly isTop: boolean;
  /** Empty if it is not one of the largest. */
  readonly group: string;
  readonly events: number;
  readonly credits: number;
  readonly latencyUs: number;
}

interface SeriesOfSums extends SumsQuestion {
  /** When each bucket begins, each with an hour. */
  readonly startsMs: readonly number[];
  readonly top: number;
  readonly orderBy: 'events' | 'credits';
}

/** The largest groups in buckets of time, and all others together. */
export async function sumVerificationsOverTime(
  db: Db,
  question: SeriesOfSums,
): Promise<VerificationSums[]> {
  const { startsMs, top, orderBy } = question;
  const { rows } = await sql<VerificationSums>`
    with grouped as materialized (
      select width_bucket(hour_ms, ${startsMs}::bigint[]) - 1 as bucket, ${groupOf(question)} as grp,
        sum(count)::bigint as events, sum(spent_credits)::bigint as credits,
        sum(latency_us)::bigint as latency_us
      ${chosenHours(question)}
      group by 1, 2
    ),
    largest as materialized (
      select grp from grouped group by grp order by sum(${sql.ref(orderBy)}) desc, grp limit ${top}
    )
    select bucket, largest.grp is not null as "isTop", coalesce(largest.grp, '') as "group",
      sum(events)::bigint as events, sum(credits)::bigint as credits,
      sum(latency_us)::bigint as "latencyUs"
    from grouped
    left join largest using (grp)
    group by bucket, largest.grp`.execute(db);
  return rows;
}

/** The largest groups, in their order. */
export async function listLargestGroups(
  db: Db,
  question: SumsQuestion & { readonly top: number; readonly orderBy: 'events' | 'credits' },
): Promise<Pick<VerificationSums, 'group' | 'events' | 'credits'>[]> {
  const { top, orderBy } = question;
  const { rows } = await sql<Pick<VerificationSums, 'group' | 'events' | 'credits'>>`
    select ${groupOf(question)} as "group", sum(count)::bigint as events,
      sum(spent_credits)::bigint as credits
    ${chosenHours(question)}
    group by 1
    order by ${sql.ref(orderBy)} desc, 1
    limit ${top}`.execute(db);
  return rows;
}

export async function countGroups(db: Db, question: SumsQuestion): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::bigint as count from (
      select ${groupOf(question)} as grp ${chosenHours(question)} group by 1
    ) as groups
    where grp <> ''`.execute(db);
  return rows[0]?.count ?? 0;
}

function groupOf({ groupBy }: SumsQuestion): RawBuilder<string> {
  switch (groupBy) {
    case undefined:
      return sql`''`;
    case 'outcome':
      return sql`hour.code`;
    case 'api':
      return sql`hour.api_id`;
    case 'key':
      return sql`hour.key_id`;
    case 'identity':
      return sql`coalesce(identities.external_id, '')`;
  }
}

/** An identity is known by its externalId as long as its row is there, also when it is deleted. */
function chosenHours({ workspaceId, fromMs, toMs, filters, groupBy }: SumsQuestion) {
  const needsIdentity = groupBy === 'identity' || filters.externalIds !== undefined;
  const identities = needsIdentity
    ? sql`left join identities
        on identities.workspace_id = hour.workspace_id and identities.id = hour.identity_id`
    : sql``;
  return sql`
    from verifications_per_hour as hour
    ${identities}
    where hour.workspace_id = ${workspaceId}
      and hour.hour_ms >= ${fromMs} and hour.hour_ms < ${toMs}
      ${anyOf(sql`hour.api_id`, filters.apiIds)}
      ${anyOf(sql`hour.key_id`, filters.keyIds)}
      ${anyOf(sql`identities.external_id`, filters.externalIds)}
      ${anyOf(sql`hour.code`, filters.outcomes)}`;
}

function anyOf(column: RawBuilder<unknown>, values: readonly string[] | undefined) {
  return values === undefined ? sql`` : sql`and ${column} = any(${values}::text[])`;
}
