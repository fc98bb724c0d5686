import { sql } from 'kysely';
import type { Db } from '../database/database.js';
import { toJsonText } from '../database/json-text.js';
import { claimBatch, HOUR_OF_EVENT, type SentBatch } from './event-batches.js';

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

/** Like `insertVerificationEvents`: it counts once, however often it is sent. */
export async function insertLimitCheckEvents(db: Db, batch: SentBatch): Promise<void> {
  await sql`
    with claimed as (${claimBatch(batch)}),
    event as materialized (
      select * from json_to_recordset(${batch.toJson()}::json) as event (
        "timeMs" bigint, "requestId" text, item smallint, "workspaceId" text, "namespaceId" text,
        identifier text, passed boolean, cost bigint, "limit" bigint, remaining bigint,
        "resetAtMs" bigint, "overrideId" text, "latencyUs" integer
      )
      where exists (select from claimed)
    ),
    inserted as (
      insert into limit_checks (time_ms, request_id, item, workspace_id, namespace_id, identifier,
        passed, cost, limit_max, remaining, reset_at_ms, override_id, latency_us)
      select * from event
    )
    insert into limit_checks_per_hour as hour (workspace_id, hour_ms, namespace_id, identifier,
      count, passed, cost, passed_cost, latency_us)
    select "workspaceId", ${HOUR_OF_EVENT}, "namespaceId", identifier, count(*),
      count(*) filter (where passed), sum(cost), coalesce(sum(cost) filter (where passed), 0),
      sum("latencyUs")
    from event
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4
    on conflict (workspace_id, hour_ms, namespace_id, identifier) do update set
      count = hour.count + excluded.count,
      passed = hour.passed + excluded.passed,
      cost = hour.cost + excluded.cost,
      passed_cost = hour.passed_cost + excluded.passed_cost,
      latency_us = hour.latency_us + excluded.latency_us`.execute(db);
}
