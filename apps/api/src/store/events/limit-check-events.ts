import { sql } from 'kysely';
import type { Db } from '../database/database.js';
import { toJsonText } from '../database/json-text.js';
import { landEvents } from '../outbox/land-batch.js';
import { addBillable } from './billable.js';
import { claimBatch, HOUR_OF_EVENT, type Landing, type SentBatch } from './event-batches.js';

/** One limit that a request checked in a namespace. */
export interface LimitCheckEvent {
  readonly timeMs: number;
  readonly requestId: string;
  /** Its position in the request. */
  readonly item: number;
  readonly workspaceId: string;
  readonly namespaceId: string;
  readonly identifier: string;
  readonly passed: boolean;
  readonly cost: number;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAtMs: number;
  /** Empty if no override counted. */
  readonly overrideId: string;
  readonly latencyUs: number;
}

/** In the form that `insertLimitCheckEvents` reads. */
export function limitCheckToJson({
  timeMs,
  requestId,
  item,
  workspaceId,
  namespaceId,
  identifier,
  passed,
  cost,
  limit,
  remaining,
  resetAtMs,
  overrideId,
  latencyUs,
}: LimitCheckEvent): string {
  return `{"timeMs":${timeMs},"requestId":"${requestId}","item":${item},"workspaceId":"${workspaceId}","namespaceId":"${namespaceId}","identifier":${toJsonText(identifier)},"passed":${passed},"cost":${cost},"limit":${limit},"remaining":${remaining},"resetAtMs":${resetAtMs},"overrideId":"${overrideId}","latencyUs":${latencyUs}}`;
}

/**
 * Like `insertVerificationEvents`: it counts once, however often it is sent.
 *
 * An identifier gets a row of sums of its own, as long as its workspace has room for one more in
 * that hour. All others of a namespace share the row of the empty identifier, so the totals are
 * those of the events. Whether an identifier has a row is asked for only where the rows of the batch
 * might not have room. Batches that are written at the same time do not see each other's rows, so
 * together they may exceed the bound by as many as they add.
 *
 * The rows of the sums are locked before those of the counts, each in one order, so that batches do
 * not deadlock: the counts follow from what the sums return.
 */
export async function insertLimitCheckEvents(
  db: Db,
  batch: SentBatch,
  landing: Landing = 'rows',
): Promise<void> {
  const events = { batch, kind: 'limit_check', landing, fields: FIELDS, asRows: AS_ROWS } as const;
  await sql`
    with claimed as (${claimBatch(batch)}),
    ${landEvents(events)},
    billed as (${addBillable(batch, 'limit_check', sql`passed`)}),
    ${SUMS_OF_BATCH},
    ${ROOM_FOR_BATCH},
    summed as (
      insert into limit_checks_per_hour as hour (workspace_id, hour_ms, namespace_id, identifier,
        count, passed, cost, passed_cost, latency_us)
      select sums.* from sums join room using (workspace_id, hour_ms) where not room.is_tight
      union all
      ${SUMS_WITHOUT_ROOM}
      order by 1, 2, 3, 4
      on conflict (workspace_id, hour_ms, namespace_id, identifier) do update set
        count = hour.count + excluded.count,
        passed = hour.passed + excluded.passed,
        cost = hour.cost + excluded.cost,
        passed_cost = hour.passed_cost + excluded.passed_cost,
        latency_us = hour.latency_us + excluded.latency_us
      returning workspace_id, hour_ms, namespace_id, identifier, count
    )
    insert into limit_identifiers_per_hour as known (workspace_id, hour_ms, count)
    select workspace_id, hour_ms, count(*)
    from summed
    -- A row is new if it has only what this batch has added.
    join sums using (workspace_id, hour_ms, namespace_id, identifier, count)
    group by 1, 2
    order by 1, 2
    on conflict (workspace_id, hour_ms) do update set count = known.count + excluded.count`.execute(
    db,
  );
}

const FIELDS = sql`
        "timeMs" bigint, "requestId" text, item smallint, "workspaceId" text, "namespaceId" text,
        identifier text, passed boolean, cost bigint, "limit" bigint, remaining bigint,
        "resetAtMs" bigint, "overrideId" text, "latencyUs" integer`;

const AS_ROWS = sql`
      insert into limit_checks (time_ms, request_id, item, workspace_id, namespace_id, identifier,
        passed, cost, limit_max, remaining, reset_at_ms, override_id, latency_us)
      select * from event`;

const SUMS_OF_BATCH = sql`
    sums as materialized (
      select "workspaceId" as workspace_id, ${HOUR_OF_EVENT} as hour_ms,
        "namespaceId" as namespace_id, identifier, count(*) as count,
        count(*) filter (where passed) as passed, sum(cost) as cost,
        coalesce(sum(cost) filter (where passed), 0) as passed_cost,
        sum("latencyUs") as latency_us
      from event
      group by 1, 2, 3, 4
    )`;

/** Whether the identifiers of the batch might be more than the hour has room for. */
const ROOM_FOR_BATCH = sql`
    room as materialized (
      select *, coalesce(wanted > free, false) as is_tight
      from (
        select workspace_id, hour_ms, count(*) as wanted,
          (
            select case when own.kind is null then usual.max_count else own.max_count end
            from quota_defaults as usual
            left join workspace_quotas as own
              on own.kind = usual.kind and own.workspace_id = sums.workspace_id
            where usual.kind = 'identifiersPerHour'
          ) - coalesce((
            select known.count from limit_identifiers_per_hour as known
            where known.workspace_id = sums.workspace_id and known.hour_ms = sums.hour_ms
          ), 0) as free
        from sums
        group by 1, 2
      ) as hours
    )`;

/** The same sums, where those that have neither a row nor room for one share a row. */
const SUMS_WITHOUT_ROOM = sql`
      select workspace_id, hour_ms, namespace_id,
        case when is_new and place > greatest(free, 0) then '' else identifier end,
        sum(count), sum(passed), sum(cost), sum(passed_cost), sum(latency_us)
      from (
        select *, count(*) filter (where is_new) over (
          partition by workspace_id, hour_ms order by namespace_id, identifier
        ) as place
        from (
          select sums.*, room.free,
            (
              select hour.count from limit_checks_per_hour as hour
              where hour.workspace_id = sums.workspace_id and hour.hour_ms = sums.hour_ms
                and hour.namespace_id = sums.namespace_id and hour.identifier = sums.identifier
            ) is null as is_new
          from sums
          join room using (workspace_id, hour_ms)
          where room.is_tight
        ) as asked
      ) as placed
      group by 1, 2, 3, 4`;
